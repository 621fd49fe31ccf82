'use strict';
// Figures as people read them. One helper for all: say(value, unit), with the units of the schema.

const NONE = '–';

function digits(value) {
  const size = Math.abs(value);
  const places = size >= 100 || Number.isInteger(value) && size >= 10 || size === 0 ? 0 : size >= 10 ? 1 : size >= 0.1 ? 2 : undefined;
  if (places === undefined) {
    return value.toLocaleString('en-US', {maximumSignificantDigits: 2});
  }
  return value.toLocaleString('en-US', {minimumFractionDigits: places, maximumFractionDigits: places});
}

function scaled(value, steps) {
  const [factor, unit] = steps.find(([from]) => Math.abs(value) >= from) || steps[steps.length - 1];
  return `${digits(value / factor)} ${unit}`;
}

const UNITS = {
  'ns': (v) => v === 0 ? '0 ns' : scaled(v, [[1e9, 's'], [1e6, 'ms'], [1e3, 'µs'], [1, 'ns']]),
  'bytes': (v) => Math.abs(v) < 1024 ? `${Number.isInteger(v) ? v : digits(v)} B`
    : scaled(v, [[2 ** 30, 'GiB'], [2 ** 20, 'MiB'], [2 ** 10, 'KiB']]),
  '1/s': (v) => `${Math.round(v).toLocaleString('en-US')}/s`,
  'count': (v) => Number.isInteger(v) ? v.toLocaleString('en-US') : digits(Number(v.toPrecision(4))),
  'none': (v) => String(v),
  'ratio': (v) => v < 0.1 ? String(Number(v.toPrecision(3))) : v.toFixed(v < 2 ? 3 : v < 10 ? 2 : 1),
  'share': (v) => `${(v * 100).toFixed(v < 0.1 ? 1 : 0)} %`,
};

function say(value, unit) {
  if (value === null || value === undefined || value === '') {
    return NONE;
  }
  if (typeof value === 'boolean') {
    return value ? 'yes' : 'no';
  }
  if (typeof value !== 'number') {
    return String(value);
  }
  return UNITS[unit] ? UNITS[unit](value) : `${digits(value)}${unit ? ` ${unit}` : ''}`;
}

// At the gridlines of an axis zeros that tell nothing are left out.
function sayTick(value, unit) {
  return say(value, unit).replace(/(\.\d*?)0+(?=\D|$)/, '$1').replace(/\.(?=\D|$)/, '');
}

// 2026-11-21T15:19:24.87Z to the second.
function sayDate(iso) {
  return iso ? iso.replace('T', ' ').replace(/(\.\d+)?Z$/, ' UTC') : 'no date';
}

function plural(count, noun) {
  return `${say(count, 'count')} ${noun}${count === 1 ? '' : 's'}`;
}

// Both ends, or one figure where they read the same.
function sayRange(spread, unit) {
  if (!spread) {
    return NONE;
  }
  const low = say(spread.min, unit);
  const high = say(spread.max, unit);
  return low === high ? low : `${low} – ${high}`;
}

// What a field counts in, by its path: names end with their unit.
function unitOf(path) {
  if (/PerSec\b/.test(path)) return '1/s';
  if (/(Ns|NsPerRequest)(\.|$)/.test(path)) return 'ns';
  if (/bytes/i.test(path)) return 'bytes';
  if (/share$/i.test(path)) return 'share';
  if (/ratio/i.test(path)) return 'ratio';
  if (/(port|seed|pid)$/i.test(path)) return 'none';
  return 'count';
}

// scheduleLagNs.p99 as "schedule lag p99".
function words(path) {
  return path
    .replace(/Ns\b/g, '').replace(/PerSec\b/g, '')
    .replace(/\./g, ' ').replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase().replace(/\bgc\b/g, 'GC').replace(/\bcpu\b/g, 'CPU')
    .replace(/\bjvm\b/g, 'JVM').replace(/\bjdk\b/g, 'JDK').replace(/^os$/, 'OS');
}
