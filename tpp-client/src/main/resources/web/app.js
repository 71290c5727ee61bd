// The pages are rendered by the server; htmx fetches parts and holds the live stream. This only does
// what a swap cannot: it touches what differs of the live view, so that focus, selection and a screen
// reader's place stay, says what changed, counts "ago" on, and draws charts.
'use strict';
{
  const NEWS_SHOWN_MS = 6000;
  const connection = document.getElementById('connection');
  const news = document.getElementById('news');
  let hideNews;

  function morph(old, fresh) {
    if (old.isEqualNode(fresh)) return;
    if (old.nodeName !== fresh.nodeName || (old.id ?? '') !== (fresh.id ?? '')) {
      old.replaceWith(fresh.cloneNode(true));
    } else if (old.nodeType !== Node.ELEMENT_NODE) {
      old.nodeValue = fresh.nodeValue;
    } else if (old.dataset.keep === undefined) {
      for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name)) old.removeAttribute(name);
      for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
      morphChildren(old, fresh);
    }
  }

  function morphChildren(old, fresh) {
    [...fresh.childNodes].forEach((child, place) => {
      const twin = child.id && [...old.children].find(known => known.id === child.id);
      if (twin && twin !== old.childNodes[place]) old.insertBefore(twin, old.childNodes[place]);
      const here = old.childNodes[place];
      if (here && (twin || (!here.id && !child.id))) morph(here, child);
      else old.insertBefore(child.cloneNode(true), here ?? null);
    });
    while (old.childNodes.length > fresh.childNodes.length) old.lastChild.remove();
  }

  function ago(then) { // the same words as on the server
    const seconds = Math.floor((Date.now() - Date.parse(then)) / 1000);
    if (seconds < 2) return 'just now';
    if (seconds < 60) return `${seconds} s ago`;
    if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
    return seconds < 86400 ? `${Math.floor(seconds / 3600)} h ago` : `${Math.floor(seconds / 86400)} d ago`;
  }

  function tick() {
    for (const time of document.querySelectorAll('time[data-ago]')) {
      const words = ago(time.dateTime);
      if (time.textContent !== words) time.textContent = words;
    }
  }

  function show(change) {
    const age = change.viewAfterMs === null ? '' : `, ${change.viewAfterMs.toLocaleString('en-GB')} ms ago`;
    news.textContent = change.text + (change.description ? ` · ${change.description}` : '') + age;
    news.classList.add('shown');
    clearTimeout(hideNews);
    hideNews = setTimeout(() => news.classList.remove('shown'), NEWS_SHOWN_MS);
    document.getElementById(`account-${change.accountId}`)?.animate(
      [{ backgroundColor: 'var(--flash)' }, { backgroundColor: 'transparent' }], { duration: 2500, easing: 'ease-out' });
  }

  function say(words, live) {
    connection.hidden = false;
    connection.textContent = words;
    connection.classList.toggle('on', live);
  }

  function view(html) {
    const fresh = document.createElement('template');
    fresh.innerHTML = html;
    morph(document.getElementById('live'), fresh.content.firstElementChild);
    tick();
  }

  function draw(place) {
    const style = getComputedStyle(document.documentElement);
    const colour = name => style.getPropertyValue(name).trim();
    const numbers = text => text.split(',').map(Number);
    const money = new Intl.NumberFormat('en-GB', { style: 'currency', currency: place.dataset.currency, maximumFractionDigits: 0 });
    const axis = { stroke: colour('--muted'), grid: { stroke: colour('--line'), width: 1 }, ticks: { show: false }, font: '12px system-ui' };
    // What it was worth on the day that is pointed at, else on the last.
    function read(plot) {
      const [days, values] = plot.data;
      const at = plot.cursor.idx ?? days.length - 1;
      const day = new Date(days[at] * 1000).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
      place.parentElement.querySelector('.reading').textContent = `${money.format(values[at])} on ${day}`;
    }
    const chart = new uPlot({
      width: place.clientWidth, height: place.clientHeight,
      tzDate: seconds => uPlot.tzDate(new Date(seconds * 1000), 'UTC'),
      legend: { show: false }, cursor: { y: false, drag: { x: false, y: false } },
      series: [
        {},
        { stroke: colour('--brand'), width: 2, fill: colour('--brand-pale'), points: { show: false } },
      ],
      axes: [
        { ...axis, grid: { show: false }, size: 30, space: 70, values: (plot, days) => days.map(day => new Date(day * 1000).toLocaleDateString('en-GB', { month: 'short', timeZone: 'UTC' })) },
        { ...axis, size: 64, space: 44, values: (plot, values) => values.map(value => money.format(value)) },
      ],
      padding: [12, 8, 0, 0],
      hooks: { ready: [read], setCursor: [read] },
    }, [numbers(place.dataset.days), numbers(place.dataset.values)], place);
    new ResizeObserver(() => {
      if (place.isConnected) chart.setSize({ width: place.clientWidth, height: place.clientHeight });
    }).observe(place);
  }

  function drawAll() {
    for (const place of document.querySelectorAll('.chart[data-chart="worth"]:empty')) draw(place);
  }

  document.body.addEventListener('htmx:sseOpen', () => say('Live', true));
  document.body.addEventListener('htmx:sseError', () => say('Reconnecting…', false));
  document.body.addEventListener('htmx:sseBeforeMessage', event => {
    event.preventDefault();
    if (event.detail.type === 'view') view(event.detail.data);
    if (event.detail.type === 'change') show(JSON.parse(event.detail.data));
  });
  // Who has opened older transactions or details keeps them; the news is shown all the same.
  document.body.addEventListener('htmx:beforeRequest', event => {
    const part = event.detail.elt;
    const live = String(event.detail.requestConfig.triggeringEvent?.type).startsWith('sse:');
    if (live && part.querySelector('.older, details[open]')) event.preventDefault();
  });
  document.body.addEventListener('htmx:afterSettle', () => { tick(); drawAll(); });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    for (const place of document.querySelectorAll('.chart[data-chart="worth"]')) place.replaceChildren();
    drawAll();
  });
  setInterval(tick, 1000);
  drawAll();
}
