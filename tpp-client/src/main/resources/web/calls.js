// The chart of calls: the server renders the figures anew with each change, and the drawing follows them.
'use strict';
{
  let chart;

  function figures() {
    const { times, lines } = document.getElementById('calls-data').dataset;
    const numbers = text => text.split(',').map(Number);
    // A logarithmic scale has no place for nothing.
    return [numbers(times), ...lines.split(';').map(line => numbers(line).map(calls => calls || null))];
  }

  function when(seconds, plot) {
    const days = (plot.scales.x.max - plot.scales.x.min) / 86400;
    const form = days > 2 ? { day: 'numeric', month: 'short' } : { hour: '2-digit', minute: '2-digit', ...(days * 1440 < 10 && { second: '2-digit' }) };
    return new Date(seconds * 1000).toLocaleString('en-GB', form);
  }

  function draw(place) {
    const style = getComputedStyle(document.documentElement);
    const colour = name => style.getPropertyValue(name).trim();
    const axis = { stroke: colour('--muted'), grid: { stroke: colour('--line'), width: 1 }, ticks: { show: false }, font: '12px system-ui' };
    const data = figures();
    chart = new uPlot({
      width: place.clientWidth, height: place.clientHeight, padding: [12, 12, 0, 0],
      legend: { show: false }, cursor: { show: false },
      scales: { y: { distr: 3, log: 10, range: (plot, min, max) => [1, 10 ** Math.max(1, Math.ceil(Math.log10(max || 1)))] } },
      series: [{}, ...data.slice(1).map((_, line) => ({
        stroke: colour(`--line-${line}`), width: line === 0 ? 3 : 1.5, points: { show: false }, spanGaps: true,
      }))],
      axes: [
        { ...axis, grid: { show: false }, space: 80, values: (plot, moments) => moments.map(moment => when(moment, plot)) },
        { ...axis, size: 64, filter: (plot, values) => values.map(value => Number.isInteger(Math.log10(value)) ? value : null), values: (plot, values) => values.map(value => value === null ? '' : value.toLocaleString('en-GB')) },
      ],
    }, data, place);
  }

  function follow() {
    const place = document.getElementById('calls-chart');
    if (!place) return;
    if (place.childElementCount === 0) draw(place);
    else chart.setData(figures());
  }

  function drawAnew() {
    document.getElementById('calls-chart')?.replaceChildren();
    follow();
  }

  document.body.addEventListener('htmx:afterSettle', follow);
  addEventListener('resize', drawAnew);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawAnew);
  follow();
}
