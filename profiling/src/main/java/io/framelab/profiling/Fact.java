package io.framelab.profiling;

/**
 * Something that whoever wants a profile should know before. Immutable.
 *
 * @param name what it is about, in a word or two.
 * @param text how it is here, for people.
 */
public record Fact(String name, String text) {}
