'use strict';
// Elements. Text is always text: nothing that a result holds becomes markup.

function element(tag, properties, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties || {})) {
    if (value !== undefined && value !== null && value !== false) {
      made.setAttribute(name, value === true ? '' : value);
    }
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return made;
}

// Scrolls by itself, so that the page need not; by keyboard, too.
function box(label, ...children) {
  return element('div', {class: 'box', role: 'region', tabindex: 0, 'aria-label': label}, ...children);
}

// columns: [{title, words?, long?}]; rows: lists of strings, or {text, tone}; the first is the row's head.
function table(caption, columns, rows) {
  const kindOf = (column) => [column.words && 'words', column.long && 'long'].filter(Boolean).join(' ');
  const cell = (value, index) => {
    const column = columns[index];
    const text = value !== null && typeof value === 'object' ? value.text : value;
    const tone = value !== null && typeof value === 'object' ? ` ${value.tone || ''}` : '';
    return index === 0
      ? element('th', {scope: 'row'}, text)
      : element('td', {class: (kindOf(column) + tone).trim() || null}, text);
  };
  // The caption stands outside of the box: it wraps where the table scrolls.
  return element('div', {}, element('p', {class: 'caption', 'aria-hidden': 'true'}, caption), box(caption, element('table', {'aria-label': caption},
    element('thead', {}, element('tr', {},
      columns.map((column) => element('th', {scope: 'col', class: column.words || column === columns[0] ? 'words' : null}, column.title)))),
    element('tbody', {}, rows.map((row) => element('tr', {}, row.map(cell)))))));
}

// What an object holds, one row each; [path, value] with the unit that the name tells.
function flatten(object, prefix = '') {
  return Object.entries(object || {}).flatMap(([name, value]) => {
    const path = prefix + name;
    if (Array.isArray(value)) {
      return [[path, value.map((item) => typeof item === 'object' ? JSON.stringify(item) : item).join(' ')]];
    }
    return value !== null && typeof value === 'object' ? flatten(value, `${path}.`) : [[path, value]];
  });
}

function facts(caption, object) {
  return element('table', {class: 'facts'},
    element('caption', {}, caption),
    element('tbody', {}, flatten(object).map(([path, value]) =>
      element('tr', {}, element('th', {scope: 'row'}, words(path)), element('td', {}, say(value, unitOf(path)))))));
}

function tiles(pairs) {
  return element('dl', {class: 'tiles'}, pairs.map(([name, value]) =>
    element('div', {}, element('dt', {}, name), element('dd', {}, value))));
}

// To a profile beside the result, and to nothing else: a result may come from anybody.
function profileLink(folder, path, text) {
  return /^profiles\/[\w.-]+$/.test(path || '') ? element('a', {href: folder + path}, text) : NONE;
}

// One row for each thing that was profiled. profiles: [{name, event, pprof, flamegraph, against?, diff?, comments}]
function profileParts(profiles, folder) {
  if (!profiles || profiles.length === 0) {
    return [];
  }
  const names = [...new Set(profiles.map((one) => one.name))];
  const found = (name, event) => profiles.find((one) => one.name === name && one.event === event);
  const own = (one) => one ? {text: [profileLink(folder, one.flamegraph, 'flame graph'), ', ', profileLink(folder, one.pprof, 'pprof')]} : NONE;
  const diff = (one, text) => one && one.diff ? [profileLink(folder, one.diff, text)] : [];
  const against = (name) => {
    const both = [diff(found(name, 'cpu'), 'processor'), diff(found(name, 'alloc'), 'heap')].filter((one) => one.length > 0);
    const {against: origin} = profiles.find((one) => one.name === name && one.against) || {};
    return both.length === 0 ? NONE : {text: [`${origin}: `, both[0], ...(both[1] ? [', ', both[1]] : [])].flat()};
  };
  const comments = [...new Set(profiles.flatMap((one) => one.comments.map((text) => `${one.name}, ${one.event}: ${text}`)))];
  const columns = [{title: 'profile of'}, {title: 'where the processors spend their time', words: true}, {title: 'what is allocated', words: true}];
  const compared = profiles.some((one) => one.diff);
  return [heading('Where the time and the memory go'),
    element('p', {class: 'under'}, 'From runs of their own: no figure on this page is of a process that was profiled. The files lie in profiles/, beside the result.'),
    table(compared ? 'Against the engine that it comes from: of as many requests each, red has become more, blue less, yellow is new' : 'Flame graphs, and files for go tool pprof',
      compared ? [...columns, {title: 'what has changed since', words: true}] : columns,
      names.map((name) => [name, own(found(name, 'cpu')), own(found(name, 'alloc')), ...(compared ? [against(name)] : [])])),
    comments.length === 0 ? null : folded('How they were recorded', list(comments))];
}

function heading(text) {
  return element('h3', {}, text);
}

function folded(summary, ...children) {
  return element('details', {}, element('summary', {}, summary), ...children);
}

function list(texts) {
  return texts && texts.length > 0 ? element('ul', {}, texts.map((text) => element('li', {}, text))) : null;
}

// The sign says what the colour says.
const SIGNS = {good: '✓', bad: '✗', doubt: '!', '': '='};

function verdict(tone, word, sentence) {
  return element('p', {class: `verdict ${tone}`.trim()},
    element('strong', {}, `${SIGNS[tone]} ${word}`), sentence ? `: ${sentence}` : '');
}

// What every result has.
function surroundings(result) {
  return [heading('Where and by what'),
    element('div', {class: 'pair'},
      facts('the machine and the virtual machine of the program that wrote this', result.env),
      facts('the program', {...result.tool, startedAt: sayDate(result.startedAt), schemaVersion: result.schemaVersion}))];
}
