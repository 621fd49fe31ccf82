'use strict';
// What JMH measured.

const MODES = {avgt: 'average time', thrpt: 'throughput', sample: 'sampled time', ss: 'single shot'};

// JMH writes "NaN" where there is no figure.
function figureOf(value) {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function benchName(one) {
  const short = one.benchmark.split('.').slice(-2).join('.');
  const params = Object.entries(one.params || {}).map(([name, value]) => `${name}=${value}`).join(', ');
  return params ? `${short} (${params})` : short;
}

function metricRow(one, metric) {
  const mid = figureOf(metric.score);
  const error = figureOf(metric.scoreError) || 0;
  return {name: benchName(one), low: mid - error, mid, high: mid + error};
}

// Only what counts in the same unit shares an axis.
function benchGroups(jmh) {
  const groups = new Map();
  for (const one of jmh) {
    const key = `${one.mode} ${one.primaryMetric.scoreUnit}`;
    groups.set(key, [...(groups.get(key) || []), one]);
  }
  return [...groups.values()];
}

function allocation(one) {
  return (one.secondaryMetrics || {})['gc.alloc.rate.norm'];
}

function sayMetric(metric) {
  if (!metric) {
    return NONE;
  }
  const error = figureOf(metric.scoreError);
  const plus = error === null ? '' : ` ± ${digits(error)}`;
  return `${digits(figureOf(metric.score) || 0)}${plus} ${metric.scoreUnit}`;
}

function iterations(metric) {
  const all = (metric.rawData || []).flat().map(figureOf).filter((value) => value !== null);
  return all.length === 0 ? NONE : `${digits(Math.min(...all))} – ${digits(Math.max(...all))}, ${all.length}`;
}

function benchSection({result, folder}) {
  const {jmh} = result;
  const allocating = jmh.filter(allocation);
  const first = jmh[0] || {};
  return [
    element('p', {class: 'under'}, `${plural(jmh.length, 'benchmark')} by JMH ${first.jmhVersion || ''}, ${plural(first.forks, 'fork')}, `
      + `${first.measurementIterations || NONE} × ${first.measurementTime || NONE} after ${first.warmupIterations || NONE} × ${first.warmupTime || NONE} of warm-up`),
    ...benchGroups(jmh).map((group) => {
      const {mode} = group[0];
      const unit = group[0].primaryMetric.scoreUnit;
      return rangeChart(`${MODES[mode] || mode}, ${unit}, with the 99.9 % interval (${mode === 'thrpt' ? 'more' : 'less'} is better)`,
        group.map((one) => metricRow(one, one.primaryMetric)), {title: unit, unit: '', bars: true});
    }),
    allocating.length === 0 ? null : rangeChart('Heap bytes allocated per operation', allocating.map((one) => metricRow(one, allocation(one))),
      {title: allocation(allocating[0]).scoreUnit, unit: '', bars: true}),
    table('The same as a table', [{title: 'benchmark'}, {title: 'mode', words: true}, {title: 'score'}, {title: 'iterations: range, number'}, {title: 'heap per operation'}],
      jmh.map((one) => [benchName(one), MODES[one.mode] || one.mode, sayMetric(one.primaryMetric), iterations(one.primaryMetric), sayMetric(allocation(one))])),
    ...profileParts((result.profiles || []).map((one) => ({...one, name: `${benchName(one)}, ${MODES[one.mode] || one.mode}`})), folder),
    list(result.notes),
    folded('Every other figure of the profilers', ...jmh.map((one) => table(benchName(one), [{title: 'metric'}, {title: 'score'}],
      Object.entries(one.secondaryMetrics || {}).map(([name, metric]) => [name, sayMetric(metric)])))),
    ...surroundings(result)];
}
