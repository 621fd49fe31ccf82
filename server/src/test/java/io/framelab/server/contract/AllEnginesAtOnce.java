package io.framelab.server.contract;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Like {@link EveryEngine}, in one go: for a test that calls {@link EngineUnderTest#allAtOnce}
 * because it mostly waits.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Test
@ExtendWith(NothingLeftBehind.class)
@Timeout(40)
@interface AllEnginesAtOnce {}
