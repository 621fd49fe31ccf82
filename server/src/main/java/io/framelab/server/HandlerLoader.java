package io.framelab.server;

import io.framelab.server.core.ResultCode;
import io.framelab.server.core.SubmitHandler;
import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds the user's handler by its class name, in the user's jars. Used once, at start. */
final class HandlerLoader {
  /** The name of the handler that is built in: it takes every Submit and answers ok. */
  static final String ACCEPT = "accept";

  private HandlerLoader() {}

  /**
   * Makes a handler.
   *
   * @param name {@link #ACCEPT} or a class with a public constructor without parameters.
   * @param classes of {@link #classLoader}.
   * @throws IllegalArgumentException if there is no such handler; the message is a line for people.
   */
  static SubmitHandler load(final String name, final ClassLoader classes) {
    if (ACCEPT.equals(name)) {
      return submission -> ResultCode.OK;
    }
    try {
      final Class<?> type = Class.forName(name, true, classes);
      return SubmitHandler.class.cast(type.getConstructor().newInstance());
    } catch (final ClassNotFoundException e) {
      throw new IllegalArgumentException(
          "class " + name + " not found; name the jar that holds it with --handler-path", e);
    } catch (final ClassCastException e) {
      throw new IllegalArgumentException(
          "class " + name + " does not implement " + SubmitHandler.class.getName(), e);
    } catch (final NoSuchMethodException | IllegalAccessException | InstantiationException e) {
      throw new IllegalArgumentException(
          "class "
              + name
              + " needs to be public and to have a public constructor without parameters",
          e);
    } catch (final InvocationTargetException e) {
      throw new IllegalArgumentException(
          "the constructor of " + name + " failed: " + e.getCause(), e);
    } catch (final LinkageError e) {
      throw new IllegalArgumentException("class " + name + " cannot be loaded: " + e, e);
    }
  }

  /**
   * What sees the user's classes and ours. Never closed: the handler loads from it as long as it
   * serves.
   *
   * @param path jars and folders to look in, separated as in a class path; may be null.
   * @throws IllegalArgumentException if one cannot be read; the message is a line for people.
   */
  static ClassLoader classLoader(final String path) {
    final ClassLoader ours = HandlerLoader.class.getClassLoader();
    return path == null ? ours : new URLClassLoader(urls(path), ours);
  }

  private static URL[] urls(final String path) {
    final List<URL> urls = new ArrayList<>();
    for (final String entry : path.split(File.pathSeparator)) {
      final Path file = Path.of(entry);
      if (!Files.isReadable(file)) {
        throw new IllegalArgumentException("cannot read " + entry);
      }
      try {
        urls.add(file.toUri().toURL());
      } catch (final MalformedURLException e) {
        throw new IllegalArgumentException("cannot look into " + entry + ": " + e.getMessage(), e);
      }
    }
    return urls.toArray(new URL[0]);
  }
}
