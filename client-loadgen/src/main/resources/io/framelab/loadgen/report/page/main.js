'use strict';
// Puts a section for each result on the page, in the order of the command line.

(() => {
  const SECTIONS = {load: loadSection, ladder: ladderSection, compare: compareSection, bench: benchSection};
  const KINDS = {load: 'load', ladder: 'ladder', compare: 'comparison', bench: 'benchmarks'};
  const {tool, results} = JSON.parse(document.getElementById('data').textContent);
  const main = document.getElementById('main');
  const contents = [];

  function add(title, under, make) {
    const id = `result-${contents.length + 1}`;
    const section = element('section', {class: 'result', id, 'aria-labelledby': `${id}-title`},
      element('h2', {id: `${id}-title`}, title), under ? element('p', {class: 'under'}, under) : null);
    try {
      section.append(...make().filter((part) => part !== null && part !== undefined));
    } catch (error) {
      // A result of another version may lack a part; the others on this page do not suffer for it.
      section.append(verdict('bad', 'CANNOT BE SHOWN', error.message));
      reportError(error);
    }
    main.append(section);
    contents.push(element('li', {}, element('a', {href: `#${id}`}, title)));
  }

  const loads = results.filter((entry) => entry.kind === 'load');
  if (loads.length > 1) {
    add('Loads compared', null, () => loadsSection(loads));
  }
  for (const entry of results) {
    add(entry.name, `${KINDS[entry.kind]}, ${sayDate(entry.result.startedAt)}`, () => SECTIONS[entry.kind](entry));
  }
  if (contents.length > 1) {
    document.getElementById('contents').append(element('ul', {}, contents));
  }
  document.title = `${results.map((entry) => entry.name).join(', ')} – framelab report`;
  document.getElementById('written').textContent = `Written by framelab report, ${tool.version} (${tool.commit}).`;
  whenShown.forEach((show) => show());
  document.documentElement.dataset.done = 'yes';
})();
