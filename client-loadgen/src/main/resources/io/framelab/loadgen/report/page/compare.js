'use strict';
// Two servers, or two files, against each other; and the steps of a thorough ladder.

const VERDICTS = {
  BETTER: ['good', 'BETTER'], WORSE: ['bad', 'WORSE'], NO_DIFFERENCE: ['', 'NO DIFFERENCE'],
};
const SIDES = ['A', 'B', 'control'];
const CLOSE = 2;

function verdictOf(comparison) {
  return VERDICTS[comparison.verdict] || ['doubt', String(comparison.verdict)];
}

function metricWords(metric) {
  return metric === 'cpuNsPerRequest' ? 'the server’s CPU time per request' : words(metric);
}

function shapeWords(shape) {
  return shape ? `${shape.connections} × ${shape.window || 'flood'}, ${shape.payload} B` : NONE;
}

function comparisonName(comparison) {
  return comparison.shape ? `${comparison.name}, ${comparison.shape.connections} × ${comparison.shape.window || 'flood'}` : comparison.name;
}

// Where nothing is known of an interval its ends are those of the ratio itself.
function ratioRow(name, ratio, low, high, mark) {
  return {name, mid: ratio, low: low === null ? ratio : low, high: high === null ? ratio : high, mark};
}

function sayInterval(low, high) {
  return low === null || low === undefined ? NONE : `${say(low, 'ratio')} – ${say(high, 'ratio')}`;
}

function ratioRows(comparisons) {
  return comparisons.flatMap((one) => [
    ratioRow(comparisonName(one), one.ratio, one.low, one.high, 'circle'),
    one.controlRatio === null ? null : ratioRow(`control: ${one.a} / ${one.a}`, one.controlRatio, one.controlLow, one.controlHigh, 'triangle')])
    .filter((row) => row !== null);
}

// A step of thirty times hides what five percent look like: what is close to 1 is drawn once more.
function ratioCharts(comparisons) {
  const isClose = ({ratio}) => ratio > 1 / CLOSE && ratio < CLOSE;
  const far = comparisons.filter((one) => !isClose(one));
  const close = comparisons.filter(isClose);
  const chart = (some, more, type) => rangeChart(`B over A with its 95 % interval, and triangles: A over A${more}`, ratioRows(some),
    {title: 'B / A', unit: 'ratio', reference: 1, type});
  return [
    far.length > 0 ? chart(comparisons, ' (logarithmic)', 'logarithmic') : null,
    close.length > 0 ? chart(close, far.length > 0 ? `; only what lies between 1/${CLOSE} and ${CLOSE}` : '', 'linear') : null];
}

function comparisonTable(comparisons) {
  return table('Each comparison; a difference is claimed if the interval excludes 1 and B is further from A than twice what A is from itself; where the control’s own interval excludes 1, than twice its far end',
    [{title: 'B / A'}, {title: 'ratio'}, {title: '95 % interval'}, {title: 'verdict on B', words: true}, {title: 'control, A / A'}, {title: 'its interval'},
      {title: 'connections × window', words: true}, {title: 'of what', words: true}, {title: 'change', words: true, long: true}],
    comparisons.map((one) => {
      const [tone, word] = verdictOf(one);
      return [one.name, say(one.ratio, 'ratio'), sayInterval(one.low, one.high), {text: `${SIGNS[tone]} ${word.toLowerCase()}`, tone},
        say(one.controlRatio, 'ratio'), sayInterval(one.controlLow, one.controlHigh), shapeWords(one.shape), metricWords(one.metric), say(one.change)];
    }));
}

function median(values) {
  const sorted = [...values].sort((one, other) => one - other);
  const half = Math.floor(sorted.length / 2);
  return sorted.length === 0 ? null : sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

function cost(slice) {
  return slice.cpuNs / slice.acks;
}

// As the verdict is made: the median over neighbours, each B with both of its A.
function roundEffect(slices) {
  const logs = [];
  for (let turn = 0; turn + SIDES.length <= slices.length; turn += SIDES.length) {
    const side = Object.fromEntries(slices.slice(turn, turn + SIDES.length).map((slice) => [slice.server, Math.log(cost(slice))]));
    logs.push(side.B - side.A, side.B - side.control);
  }
  const effect = median(logs.filter(Number.isFinite));
  return effect === null ? null : Math.exp(effect);
}

function slicesParts(comparison) {
  const {rounds, a, b} = comparison;
  const names = {A: a, B: b, control: `${a}, control`};
  const all = rounds.flatMap((round) => round.slices);
  const began = Math.min(...all.map((slice) => Date.parse(slice.startedAt)));
  const at = (slice) => (Date.parse(slice.startedAt) - began) / 1000;
  const of = (slices, side) => slices.filter((slice) => slice.server === side);
  const series = SIDES.map((side) => ({name: `${side}: ${names[side]}`, points: of(all, side).map((slice) => ({x: at(slice), y: cost(slice)}))}));
  const medians = SIDES.map((side) => ({name: `${side}: ${names[side]}`, points: rounds.map((round, index) =>
    ({x: index + 1, y: median(of(round.slices, side).map(cost))}))}));
  return [
    element('div', {class: 'pair'},
      lineChart('CPU time per request in every slice', series, {title: 'seconds since the first slice', say: (value) => `${digits(value)} s`},
        {title: 'CPU time per request', unit: 'ns'}, {marksOnly: true}),
      lineChart('The median of each round, with processes of its own', medians,
        {title: 'round', say: (value) => `round ${value}`, more: {ticks: {stepSize: 1}}}, {title: 'CPU time per request', unit: 'ns'})),
    table('Medians of each round', [{title: 'round'}, ...SIDES.map((side) => ({title: `${side}: ${names[side]}`})), {title: 'B / A'}],
      rounds.map((round, index) => [String(index + 1), ...SIDES.map((side) => say(median(of(round.slices, side).map(cost)), 'ns')),
        say(roundEffect(round.slices), 'ratio')])),
    folded(`Every slice, ${all.length} of them`, table('In the order in which they ran',
      [{title: 'at'}, {title: 'side', words: true}, {title: 'acks'}, {title: 'length'}, {title: 'CPU'}, {title: 'CPU per request'}],
      all.map((slice) => [`${digits(at(slice))} s`, slice.server, say(slice.acks, 'count'), say(slice.ns, 'ns'), say(slice.cpuNs, 'ns'), say(cost(slice), 'ns')])))];
}

function comparisonParts(comparisons) {
  return [
    ...ratioCharts(comparisons), comparisonTable(comparisons),
    ...comparisons.filter((one) => (one.rounds || []).length > 0).flatMap((one) => {
      const parts = slicesParts(one);
      return comparisons.length === 1 ? [heading('Slice by slice'), ...parts] : [folded(`Slice by slice: ${comparisonName(one)}`, ...parts)];
    })];
}

// How slices were dealt out.
function slicing(config) {
  return config ? [element('p', {class: 'under'}, `${plural(config.connections, 'connection')}, window ${config.window}, payload ${config.payload} B, `
    + `${plural(config.rounds, 'round')} of ${plural(config.turns, 'turn')} of ${say(config.sliceNs, 'ns')} after ${say(config.warmupNs, 'ns')} of warm-up`)] : [];
}

function compareSection({result}) {
  const {config, comparisons} = result;
  return [
    config === null ? element('p', {class: 'under'}, 'from files') : null, ...slicing(config),
    ...comparisons.slice(0, comparisons.length === 1 ? 1 : 0).map((one) => verdict(...verdictOf(one),
      `${one.b} over ${one.a}: × ${say(one.ratio, 'ratio')}, 95 % interval ${sayInterval(one.low, one.high)}, of ${metricWords(one.metric)}`)),
    ...comparisonParts(comparisons), list(result.notes),
    ...result.servers.map((server) => facts(server.name, {command: server.command, transport: server.transport, threads: server.threads, jvmFlags: server.jvmFlags})),
    ...surroundings(result)];
}
