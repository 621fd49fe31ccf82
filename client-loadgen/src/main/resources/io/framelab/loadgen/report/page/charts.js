'use strict';
// Charts. Every one has a table with the same figures beside it; series differ in dash and mark, too.

const DASHES = [[], [7, 4], [2, 3], [10, 3, 2, 3], [4, 4], [12, 4]];
const MARKS = ['circle', 'triangle', 'rect', 'rectRot', 'crossRot', 'star'];
const MANY_POINTS = 40;
const drawn = [];

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function seriesColour(index) {
  return colour(`--series-${index % 6 + 1}`);
}

// From low to high through every mark; and a line to measure against.
const whiskers = {
  id: 'whiskers',
  afterDatasetsDraw(chart) {
    const {ctx, scales, chartArea} = chart;
    ctx.save();
    ctx.beginPath();
    ctx.rect(chartArea.left - 1, chartArea.top, chartArea.width + 2, chartArea.height);
    ctx.clip();
    chart.data.datasets.forEach((dataset, number) => {
      (dataset.ranges || []).forEach((range, index) => {
        const mark = chart.getDatasetMeta(number).data[index];
        if (!range || !mark) {
          return;
        }
        const low = scales.x.getPixelForValue(range.low);
        const high = scales.x.getPixelForValue(range.high);
        ctx.strokeStyle = colour('--text');
        ctx.lineWidth = 1.5;
        ctx.beginPath();
        ctx.moveTo(low, mark.y);
        ctx.lineTo(high, mark.y);
        for (const end of [low, high]) {
          ctx.moveTo(end, mark.y - 5);
          ctx.lineTo(end, mark.y + 5);
        }
        ctx.stroke();
      });
    });
    const reference = chart.options.reference;
    if (reference !== undefined && reference !== null) {
      const x = scales.x.getPixelForValue(reference);
      ctx.strokeStyle = colour('--quiet');
      ctx.setLineDash([5, 4]);
      ctx.beginPath();
      ctx.moveTo(x, chartArea.top);
      ctx.lineTo(x, chartArea.bottom);
      ctx.stroke();
    }
    ctx.restore();
  },
};

function axis(title, unit, more = {}) {
  return {
    title: {display: true, text: title, color: colour('--quiet')},
    grid: {color: colour('--line')},
    border: {color: colour('--line')},
    ...more,
    ticks: {
      color: colour('--quiet'), maxRotation: 0, autoSkipPadding: 12, includeBounds: false,
      callback: more.type === 'logarithmic'
        ? (value) => isRound(value) ? sayTick(value, unit) : ''
        : (value) => sayTick(value, unit),
      ...more.ticks,
    },
  };
}

function isRound(value) {
  const lead = value / 10 ** Math.floor(Math.log10(value) + 1e-9);
  return [1, 2, 5].some((round) => Math.abs(lead - round) < 1e-6);
}

function draw(canvas, configuration) {
  const make = () => new Chart(canvas, configuration());
  drawn.push({chart: make(), make});
}

// Colours are those of the moment: the whole is drawn again when the reader's system changes.
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
  for (const entry of drawn) {
    entry.chart.destroy();
    entry.chart = entry.make();
  }
});

function figure(caption, height, configuration) {
  const canvas = element('canvas', {role: 'img', 'aria-label': caption});
  const holder = element('div', {class: 'canvas'}, canvas);
  holder.style.height = height;
  const made = element('figure', {}, element('figcaption', {}, caption), holder);
  // Chart.js measures its parent, which must be on the page by then.
  whenShown.push(() => draw(canvas, configuration));
  return made;
}

const whenShown = [];

function common(more) {
  return {
    animation: false, responsive: true, maintainAspectRatio: false,
    interaction: {mode: 'nearest', axis: 'xy', intersect: false},
    ...more,
    plugins: {
      legend: {display: true, position: 'bottom', labels: {color: colour('--text'), boxWidth: 36, boxHeight: 0, ...more.legendLabels,
        sort: (one, other) => one.datasetIndex - other.datasetIndex}},
      ...more.plugins,
    },
  };
}

// A point between two gaps has no line that shows it.
function isAlone(points, at) {
  return [points[at - 1], points[at + 1]].every((other) => !other || other.y === null);
}

// series: [{name, points: [{x, y}]}]; x and y: {title, unit, type?, …} of the axes.
function lineChart(caption, series, x, y, {marksOnly = false} = {}) {
  return figure(caption, '20rem', () => ({
    type: 'line',
    data: {datasets: series.map((one, index) => ({
      label: one.name, data: one.points, parsing: false,
      borderColor: seriesColour(index), backgroundColor: seriesColour(index),
      borderDash: DASHES[index % DASHES.length], pointStyle: MARKS[index % MARKS.length],
      pointRadius: one.points.map((_, at) => one.points.length > MANY_POINTS && !marksOnly && !isAlone(one.points, at) ? 0 : 3), borderWidth: 2, showLine: !marksOnly,
      // Where lines agree, the dashes of a later one let an earlier one be seen.
      order: -index,
    }))},
    options: common({
      legendLabels: marksOnly ? {usePointStyle: true, boxHeight: 7} : {},
      scales: {x: axis(x.title, x.unit, {type: 'linear', ...x.more}), y: axis(y.title, y.unit, {type: 'linear', ...y.more})},
      plugins: {tooltip: {callbacks: {
        title: (items) => items.length ? (x.say || ((value) => say(value, x.unit)))(items[0].parsed.x) : '',
        label: (item) => `${item.dataset.label}: ${say(item.parsed.y, y.unit)}`,
      }}},
    }),
  }));
}

// A long name takes several lines where there is little room.
const NARROW = 640;
const NAME_LENGTH = 18;

function lines(name) {
  const made = [''];
  for (const part of name.split(/(?<=[\s./,])/)) {
    if (made[made.length - 1].length + part.trim().length > NAME_LENGTH) {
      made.push('');
    }
    made[made.length - 1] += part;
  }
  return made.map((line) => line.trim()).filter((line) => line !== '');
}

// rows: [{name, low, mid, high, tone?}], one below the other; logarithmic axes have no bars, because
// a bar's length would mean nothing there.
function rangeChart(caption, rows, {title, unit, type = 'linear', reference = null, bars = false}) {
  const shown = rows.filter((row) => row.mid !== null && row.mid !== undefined);
  const ends = shown.flatMap((row) => [row.low, row.high]).concat(reference === null ? [] : [reference]);
  const low = Math.min(...ends);
  const high = Math.max(...ends);
  const pad = (high - low || Math.abs(high) || 1) * 0.08;
  const limits = type === 'logarithmic' ? {min: low / 1.4, max: high * 1.4}
    : {min: bars ? 0 : low - pad, max: high + pad};
  const row = shown.some(({name}) => name.length > NAME_LENGTH) ? 'var(--long-row)' : '2rem';
  return figure(caption, `calc(${shown.length} * ${row} + 5rem)`, () => ({
    type: bars ? 'bar' : 'line',
    data: {
      labels: shown.map((row) => row.name),
      datasets: [{
        data: shown.map((row) => row.mid), ranges: shown, showLine: false,
        pointRadius: 5, pointHoverRadius: 7, pointStyle: shown.map((row) => row.mark || 'circle'),
        borderColor: seriesColour(0), backgroundColor: seriesColour(0), barPercentage: 0.6,
      }],
    },
    options: common({
      indexAxis: 'y', reference,
      scales: {
        x: axis(title, unit, {type, ...limits}),
        y: {type: 'category', offset: true, grid: {color: colour('--line')}, ticks: {color: colour('--text'), autoSkip: false, callback(value) {
          const name = this.getLabelForValue(value);
          return this.chart.width < NARROW ? lines(name) : name;
        }}},
      },
      plugins: {
        legend: {display: false},
        tooltip: {callbacks: {label: (item) => {
          const row = shown[item.dataIndex];
          return `${say(row.mid, unit)} (${say(row.low, unit)} – ${say(row.high, unit)})`;
        }}},
      },
    }),
    plugins: [whiskers],
  }));
}
