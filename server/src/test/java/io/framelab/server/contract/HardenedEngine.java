package io.framelab.server.contract;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A test of the hardened contract: it holds on the engines that people deploy, no buffer is left
 * behind, and nothing worth a warning was logged.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "{0}")
@MethodSource("io.framelab.server.contract.EngineUnderTest#hardened")
@ExtendWith(NothingLeftBehind.class)
@Timeout(40)
@interface HardenedEngine {}
