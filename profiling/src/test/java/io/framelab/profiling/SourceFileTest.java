package io.framelab.profiling;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceFileTest {
  @ParameterizedTest
  @CsvSource({
    "io.framelab.codec.Packet,                io/framelab/codec/Packet.java",
    "io.framelab.codec.Packet$Submit,         io/framelab/codec/Packet.java",
    "io.framelab.codec.Packet$1$Deeper,       io/framelab/codec/Packet.java",
    "io.framelab.$Generated$Inner,            io/framelab/$Generated.java",
    "pack$age.Outer$Inner,                    pack$age/Outer.java",
    "Unpackaged,                              Unpackaged.java",
    "java.lang.invoke.LambdaForm$MH,          java/lang/invoke/LambdaForm.java",
    "io.framelab.codec.Packet$$Lambda,        ''",
    "io.framelab.codec.Packet$$Lambda$14,     ''",
    "jdk.proxy2.$Proxy12,                     ''",
    "com.sun.proxy.$Proxy3,                   ''",
    "'',                                      ''"
  })
  void shouldNameTheFileOfTheOutermostClass(final String className, final String file) {
    assertThat(SourceFile.of(className)).isEqualTo(file);
  }

  @ParameterizedTest
  @CsvSource({
    "a.Packet$$Lambda$14+0x0000000800c03000,           a.Packet$$Lambda",
    "a.Packet$$Lambda$14.0x0000000800c03000,           a.Packet$$Lambda",
    "a.Packet$$Lambda$14/0x0000000800c03000/543846639, a.Packet$$Lambda",
    "a.Packet$$Lambda+0x00007f8177090218,              a.Packet$$Lambda",
    "a.Packet$$Lambda,                                 a.Packet$$Lambda",
    "java.lang.invoke.LambdaForm$MH+0x00007f8177090218, java.lang.invoke.LambdaForm$MH",
    "a.Packet$$LambdaLike$1,                           a.Packet$$LambdaLike$1",
    "a.Packet$Submit,                                  a.Packet$Submit"
  })
  void shouldGiveAClassTheSameNameInEveryRun(final String recorded, final String lasting) {
    assertThat(JfrFrames.lasting(recorded)).isEqualTo(lasting);
  }

  @ParameterizedTest
  @CsvSource({
    "/tmp/libnetty_transport_native_epoll_x86_648858905329031564895.so (deleted), libnetty_transport_native_epoll_x86_64.so",
    "/var/tmp/libother1234567890.so,                                              libother.so",
    "/usr/lib/x86_64-linux-gnu/libc.so.6,                                         libc.so.6",
    "/usr/lib/jvm/jdk-25/lib/server/libjvm.so,                                    libjvm.so",
    "__GI_write,                                                                  __GI_write",
    "CompileBroker::compiler_thread_loop,                                         CompileBroker::compiler_thread_loop"
  })
  void shouldGiveALibraryTheSameNameInEveryRun(final String recorded, final String lasting) {
    assertThat(JfrFrames.lastingLibrary(recorded)).isEqualTo(lasting);
  }
}
