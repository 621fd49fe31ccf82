package io.framelab.profiling;

/**
 * What one of a sample's values counts, in the words that pprof shows. Immutable.
 *
 * @param type for example {@code alloc_space}.
 * @param unit for example {@code bytes}; pprof scales those that it knows.
 */
record ValueType(String type, String unit) {}
