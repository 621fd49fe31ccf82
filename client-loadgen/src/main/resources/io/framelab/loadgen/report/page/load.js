'use strict';
// One run of framelab load, and several over each other.

const TONES = {PASSED: 'good', FAILED: 'bad', VIOLATED: 'bad', INVALID: 'doubt', UNMET: 'bad'};
const PERCENTILES = [['min', 'min'], ['p50', 'p50'], ['p90', 'p90'], ['p99', 'p99'], ['p99.9', 'p999'],
  ['p99.99', 'p9999'], ['max', 'max'], ['mean', 'mean'], ['standard deviation', 'stdDev']];

// 0, 90, 99, 99.9 … stand at equal distances.
function nines(percentile, count) {
  const most = Math.log10(Math.max(count, 10));
  return percentile >= 100 ? most : Math.min(most, Math.log10(100 / (100 - percentile)));
}

function sayNines(value) {
  const share = 100 - 100 / 10 ** value;
  return `${Number(share.toFixed(Math.max(0, Math.ceil(value) - 1 + (Number.isInteger(value) ? 0 : 1))))} %`;
}

function spectrumChart(caption, series) {
  const curves = series.filter((one) => one.points.length > 0);
  const most = Math.max(1, ...curves.flatMap((one) => one.points.map((point) => point.x)));
  return lineChart(caption, curves,
    {title: 'percentile', say: sayNines, more: {min: 0, max: most, ticks: {callback: sayNines, stepSize: 1},
      afterBuildTicks: (scale) => {
        scale.ticks = Array.from({length: Math.floor(most) + 1}, (_, value) => ({value}));
      }}},
    {title: 'time', unit: 'ns', more: {type: 'logarithmic'}});
}

function curve(name, spectrum, points) {
  return {name, points: points.map(([percentile, ns]) =>
    ({x: nines(percentile, spectrum.count), y: Math.max(1, ns)}))};
}

// Response time first: it is the one that a user feels. A closed loop has none.
function clocks(entry) {
  return ['response', 'service'].filter((clock) =>
    entry.result.latencyNs[clock] && entry.digest.spectra[clock] && entry.result.latencyNs[clock].count > 0);
}

function clockNames(entry) {
  return clocks(entry).map((clock) => `${clock} time`);
}

function spectrumTable(caption, names, spectra) {
  return table(caption, [{title: 'percentile'}, ...names.map((title) => ({title}))],
    [['acks', ...spectra.map((spectrum) => say(spectrum.count, 'count'))],
      ...PERCENTILES.map(([name, field]) => [name, ...spectra.map((spectrum) => say(spectrum[field], 'ns'))])]);
}

function intervals(result) {
  const all = result.intervals || [];
  const at = (interval) => interval.endNs / 1e9;
  // An interval without an ack has no time, a 0 in earlier results: a gap in the line, and none in the table.
  const timeOf = (one, field) => one[field] > 0 ? one[field] : null;
  const line = (name, field) => ({name, points: all.map((one) => ({x: at(one), y: one[field]}))});
  const time = {title: 'seconds since the load began', say: (value) => `${digits(value)} s`};
  const timeLine = (name, field) => ({name, points: all.map((one) => ({x: at(one), y: timeOf(one, field)}))});
  return [heading('Over time'),
    element('div', {class: 'pair'},
      lineChart('Submits sent and acks received per second, in each interval',
        [line('sent', 'sentPerSec'), line('acked', 'ackedPerSec')], time, {title: 'per second', unit: 'count', more: {beginAtZero: true}}),
      lineChart(result.config.rate ? 'Response times in each interval' : 'Service times in each interval', [timeLine('p50', 'p50'), timeLine('p99', 'p99'), timeLine('max', 'max')], time,
        {title: 'time', unit: 'ns', more: {type: 'logarithmic'}})),
    folded(`The same as a table, ${all.length} intervals`, table('Each interval',
      ['until', 'sent', 'acked', 'in flight', 'p50', 'p99', 'max', 'late by'].map((title) => ({title})),
      all.map((one) => [`${digits(at(one))} s`, say(one.sentPerSec, '1/s'), say(one.ackedPerSec, '1/s'), say(one.inFlight, 'count'),
        ...['p50', 'p99', 'max'].map((field) => say(timeOf(one, field), 'ns')), say(one.lag, 'ns')])))];
}

function verification(result) {
  const tone = (count) => ({text: `${count > 0 ? '✗ ' : ''}${say(count, 'count')}`, tone: count > 0 ? 'bad' : ''});
  const {verify, errors} = result;
  return [heading('Verified'),
    element('div', {class: 'pair'},
      element('div', {},
        table('Every ack of the whole run: id, order, result', [{title: 'what'}, {title: 'how many'}], [
          ['Submits sent', say(verify.sent, 'count')], ['acks verified', say(verify.acked, 'count')],
          ['missing', tone(verify.missing)], ['duplicate', tone(verify.duplicate)],
          ['out of order', tone(verify.reordered)], ['of nothing that was sent', tone(verify.badId)]]),
        table('Acks by result', [{title: 'result'}, {title: 'acks'}],
          Object.entries(verify.results).map(([name, count]) => [name, say(count, 'count')]))),
      table('Connections that failed', [{title: 'why'}, {title: 'connections'}], [
        ['could not be opened', tone(errors.connect)], ['stayed silent', tone(errors.timeout)],
        ['reset or lost', tone(errors.reset)], ['broke the protocol', tone(errors.protocol)]]))];
}

function asserts(result) {
  return result.asserts.length === 0 ? [] : [heading('Asserted'), table('What was asked of this run',
    [{title: 'assertion'}, {title: 'measured'}, {title: 'outcome', words: true}],
    result.asserts.map((one) => [one.expr, say(one.actual, one.unit),
      one.passed ? {text: '✓ passed', tone: 'good'} : {text: '✗ failed', tone: 'bad'}]))];
}

// The server counts in buckets: up to each bound a share of the requests is known to have taken no more.
function serverCurve(server) {
  const {count, buckets} = server && server.requestNs || {count: 0, buckets: []};
  let upTo = 0;
  const points = buckets.map((bucket) => [100 * (upTo += bucket.count) / count, bucket.upTo])
    .filter(([share, ns]) => ns !== null && share > 0);
  return {name: 'the server’s own time, by its buckets', points: points.map(([share, ns]) => ({x: nines(share, count), y: ns}))};
}

function serverParts({server}) {
  if (!server) {
    return [];
  }
  const times = server.requestNs;
  const atMost = (value) => times.count === 0 ? NONE : value === null ? 'above its last bucket' : `≤ ${say(value, 'ns')}`;
  return [heading('The server'),
    element('p', {class: 'under'}, `what it counted of itself between two scrapes of ${server.url}, beside what the generator saw between them`),
    element('div', {class: 'pair'},
      table('Counted by both', [{title: 'what'}, {title: 'generator'}, {title: 'server'}], [
        ['Submits', say(server.sent, 'count'), say(server.received, 'count')],
        ['acks', say(server.acked, 'count'), say(server.answered, 'count')]]),
      times ? table('The server’s own request times', [{title: 'percentile'}, {title: 'time'}], [
        ['requests', say(times.count, 'count')], ['mean', say(times.mean, 'ns')],
        ...[['p50', 'p50'], ['p90', 'p90'], ['p99', 'p99'], ['p99.9', 'p999']].map(([name, field]) => [name, atMost(times[field])])]) : null)];
}

function loadSection(entry) {
  const {result, digest} = entry;
  const main = clocks(entry)[0] || 'service';
  const felt = result.latencyNs[main];
  const time = (field) => felt.count === 0 ? NONE : say(felt[field], 'ns');
  return [
    element('p', {class: 'under'}, digest.headline),
    verdict(TONES[digest.verdict], digest.verdict, digest.sentence),
    tiles([
      ['asked', result.throughput.askedPerSec === null ? 'closed loop' : say(result.throughput.askedPerSec, '1/s')],
      ['achieved, acks', say(result.throughput.ackedPerSec, '1/s')],
      [`p50, ${main} time`, time('p50')], [`p99, ${main} time`, time('p99')],
      [`p99.9, ${main} time`, time('p999')], [`max, ${main} time`, time('max')]]),
    list(result.notes),
    heading('How long an ack takes'),
    element('div', {class: 'pair'},
      spectrumChart('The whole spectrum: how long the fastest part of all acks took at most',
        [...clocks(entry).map((clock) => curve(`${clock} time`, result.latencyNs[clock], digest.spectra[clock])), serverCurve(result.server)]),
      spectrumTable('The same as a table', clockNames(entry), clocks(entry).map((clock) => result.latencyNs[clock]))),
    ...intervals(result), ...asserts(result), ...verification(result),
    heading('The generator itself'),
    facts('If it was the limit, the figures tell of it and not of the server',
      {...result.generator, cpuShareOfSendingThreads: say(digest.cpuShare, 'share')}),
    ...serverParts(result),
    heading('Again'),
    element('pre', {}, digest.repeat),
    folded('All settings and totals', element('div', {class: 'pair'}, facts('settings', {...result.target, ...result.config}),
      facts('totals of the measured window', {...result.timing, ...result.throughput}))),
    ...surroundings(result)];
}

// How people compare runs: one curve over the other.
function loadsSection(entries) {
  const spectra = entries.flatMap((entry) => clocks(entry).slice(0, 1).map((clock) =>
    ({name: `${entry.name}, ${clock} time`, spectrum: entry.result.latencyNs[clock], points: entry.digest.spectra[clock]})));
  const mixed = new Set(entries.flatMap((entry) => clocks(entry).slice(0, 1))).size > 1;
  return [
    mixed ? verdict('doubt', 'TWO CLOCKS', 'response and service times do not compare; a closed loop has no response time') : null,
    spectrumChart('The spectra of all runs', spectra.map((one) => curve(one.name, one.spectrum, one.points))),
    spectrumTable('The same as a table', spectra.map((one) => one.name), spectra.map((one) => one.spectrum)),
    table('Rates and verdicts', [{title: 'run'}, {title: 'asked'}, {title: 'acked'}, {title: 'verdict', words: true}],
      entries.map((entry) => [entry.name, say(entry.result.throughput.askedPerSec, '1/s'), say(entry.result.throughput.ackedPerSec, '1/s'),
        {text: `${SIGNS[TONES[entry.digest.verdict]]} ${entry.digest.verdict}`, tone: TONES[entry.digest.verdict]}]))];
}
