'use strict';
// Every engine by turns under load.

function middle(spread) {
  return spread.min > 0 ? Math.sqrt(spread.min * spread.max) : (spread.min + spread.max) / 2;
}

function ranges(standings, field) {
  return standings.filter((one) => one[field]).map((one) =>
    ({name: one.name, low: one[field].min, mid: middle(one[field]), high: one[field].max}));
}

// Who comes from whom, and what the step brought.
function engineTree(result) {
  const standing = Object.fromEntries(result.summary.map((one) => [one.name, one]));
  const names = new Set(result.servers.map((server) => server.name));
  const roots = result.servers.filter((server) => !server.parent || !names.has(server.parent));
  const branch = (server) => {
    const ratio = standing[server.name] && standing[server.name].ratioToParent;
    const children = result.servers.filter((other) => other.parent === server.name);
    return element('li', {},
      element('strong', {}, server.name),
      ratio ? ` × ${sayRange(ratio, 'ratio')}` : '',
      server.change ? element('span', {class: 'change'}, ` — ${server.change}`) : null,
      server.problem ? element('span', {class: 'change'}, ` — no figures: ${server.problem}`) : null,
      children.length > 0 ? element('ul', {}, children.map(branch)) : null);
  };
  return element('ul', {class: 'tree'}, roots.map(branch));
}

function ladderTable(result) {
  const server = Object.fromEntries(result.servers.map((one) => [one.name, one]));
  return table('What each server did, from the lowest to the highest of all rounds', [{title: 'server'}, {title: 'acks/s'}, {title: 'over', words: true},
    {title: 'times'}, {title: 'CPU per request'}, {title: 'p50'}, {title: 'p99'}],
  result.summary.map((one) => [one.name,
    server[one.name] && server[one.name].problem ? {text: server[one.name].problem.split(':')[0], tone: 'doubt'}
      : sayRange(one.acksPerSec, '1/s') + (one.generatorBound ? '*' : ''),
    one.ratioToParent ? one.parent : NONE, sayRange(one.ratioToParent, 'ratio'), sayRange(one.cpuNsPerRequest, 'ns'),
    sayRange(one.p50Ns, 'ns'), sayRange(one.p99Ns, 'ns')]));
}

function reasonsTable(result) {
  const server = Object.fromEntries(result.servers.map((one) => [one.name, one]));
  return table('What explains it', [{title: 'server'}, {title: 'syscalls/request'}, {title: 'frames/read'}, {title: 'frames/flush'},
    {title: 'heap/request'}, {title: 'collections'}, {title: 'memory'}, {title: 'transport', words: true}, {title: 'threads', words: true}],
  result.summary.filter((one) => one.acksPerSec).map((one) => [one.name, sayRange(one.syscallsPerRequest, 'count'),
    sayRange(one.framesPerRead, 'count'), sayRange(one.framesPerFlush, 'count'), sayRange(one.allocatedBytesPerRequest, 'bytes'),
    sayRange(one.garbageCollections, 'count'), sayRange(one.residentBytes, 'bytes'),
    say(server[one.name] && server[one.name].transport), say(server[one.name] && server[one.name].threads)]));
}

function rateVerdict(run) {
  if (!run.valid) {
    return {text: `! invalid: ${run.invalidReasons.join('; ')}`, tone: 'doubt'};
  }
  return run.serverLimited ? {text: '! server-limited: it did not keep the rate', tone: 'doubt'} : {text: '✓ valid', tone: 'good'};
}

// Only here do response times of engines compare: all get the same rate.
function latencyParts({latency}) {
  if (!latency || latency.runs.length === 0) {
    return [];
  }
  const {runs} = latency;
  return [heading('Response time at one rate'),
    element('p', {class: 'under'}, `${say(latency.askedPerSec, '1/s')} for every server, ${runs.every((run) => rateVerdict(run).tone === 'good') ? 'lowered until all kept it' : 'and not all kept it'}; one run of ${say(latency.durationNs, 'ns')} each, no verdict`),
    rangeChart('From the median to the longest response time, the mark at p99 (logarithmic)',
      runs.map((run) => ({name: run.name, low: Math.max(1, run.p50Ns), mid: Math.max(1, run.p99Ns), high: Math.max(1, run.maxNs)})),
      {title: 'response time', unit: 'ns', type: 'logarithmic'}),
    table('The same as a table', ['server', 'acks', 'p50', 'p99', 'p99.9', 'max'].map((title) => ({title})).concat({title: 'run', words: true, long: true}),
      runs.map((run) => [run.name, say(run.ackedPerSec, '1/s'), say(run.p50Ns, 'ns'), say(run.p99Ns, 'ns'), say(run.p999Ns, 'ns'), say(run.maxNs, 'ns'),
        rateVerdict(run)]))];
}

function ladderSection({result, folder}) {
  const {config, summary} = result;
  const log = {type: 'logarithmic'};
  const bound = summary.some((one) => one.generatorBound);
  return [
    element('p', {class: 'under'}, `${plural(config.connections, 'connection')}, window ${config.window}, payload ${config.payload} B, `
      + `${plural(config.rounds, 'round')} of ${say(config.durationNs, 'ns')} after ${say(config.warmupNs, 'ns')} of warm-up; every ack verified`),
    (result.comparisons || []).length > 0 ? null : verdict('', 'Ranges, no verdict', 'from the lowest to the highest round; the speed of a machine changes from minute to minute, so believe the order, not the digits'),
    element('div', {class: 'pair'},
      rangeChart('Acks per second (each gridline is a multiple: logarithmic)', ranges(summary, 'acksPerSec'), {title: 'acks per second', unit: 'count', ...log}),
      rangeChart('The server’s CPU time per request (logarithmic; less is better)', ranges(summary, 'cpuNsPerRequest'), {title: 'CPU time per request', unit: 'ns', ...log})),
    ladderTable(result),
    bound ? element('p', {class: 'under'}, '* the load generator used nearly all the CPU that it could have: the server may be able to do more') : null,
    ...((result.comparisons || []).length === 0 ? [] : [heading('Each step against the engine it comes from'), ...slicing(result.slicing), ...comparisonParts(result.comparisons)]),
    heading('What each step brought'),
    element('div', {class: 'pair'},
      rangeChart('Acks per second over those of the engine it comes from (logarithmic)',
        ranges(summary, 'ratioToParent').map((row) => ({...row, name: `${row.name} / ${summary.find((one) => one.name === row.name).parent}`})),
        {title: 'times', unit: 'ratio', reference: 1, ...log}),
      engineTree(result)),
    ...latencyParts(result),
    heading('Why'), reasonsTable(result), list(result.notes),
    ...profileParts((result.profiles || []).map((one) => ({...one, name: one.engine})), folder),
    folded(`Every run, ${(result.runs || []).length} of them`, table('In the order in which they ran',
      [{title: 'server'}, {title: 'round'}, {title: 'acks'}, {title: 'CPU per request'}, {title: 'p50'}, {title: 'p99'}, {title: 'CPU of the load'}],
      (result.runs || []).map((run) => [run.name, say(run.round, 'count'), say(run.acksPerSec, '1/s'), say(run.cpuNsPerRequest, 'ns'),
        say(run.p50Ns, 'ns'), say(run.p99Ns, 'ns'), say(run.loadCpuShare, 'share')]))),
    ...result.servers.filter((server) => server.command).map((server) => facts(server.name, {command: server.command})),
    ...surroundings(result)];
}
