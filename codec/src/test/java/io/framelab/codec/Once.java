package io.framelab.codec;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * A test that finds the same on every JDK, because another program, a file or a computation is what
 * it looks at: where tests run on several JDKs, the first alone runs it. Every engine, what is
 * allocated and how processes end are no such thing. For every module's tests.
 */
@Tag("once")
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Once {}
