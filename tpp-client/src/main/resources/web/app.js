// The page is rendered by the server; this only keeps it current. The stream's `view` is the whole
// live part as HTML, of which we touch what differs, so that focus, selection and a screen reader's
// place stay. That takes one screen of code, fewer than a library would need settings to obey our
// content security policy; elements carry stable ids, so out-of-band swaps can take over later.
'use strict';
{
  const NEWS_SHOWN_MS = 6000;
  const RECONNECT_MS = 5000;
  const connection = document.getElementById('connection');
  const news = document.getElementById('news');
  let hideNews;

  function morph(old, fresh) {
    if (old.isEqualNode(fresh)) return;
    if (old.nodeName !== fresh.nodeName || (old.id ?? '') !== (fresh.id ?? '')) {
      old.replaceWith(fresh.cloneNode(true));
    } else if (old.nodeType !== Node.ELEMENT_NODE) {
      old.nodeValue = fresh.nodeValue;
    } else {
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
    news.textContent = change.text + age;
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

  function connect() {
    const stream = new EventSource('/api/stream');
    stream.onopen = () => say('Live', true);
    stream.onerror = () => {
      say('Reconnecting…', false);
      if (stream.readyState === EventSource.CLOSED) setTimeout(connect, RECONNECT_MS);
    };
    stream.addEventListener('change', event => show(JSON.parse(event.data)));
    stream.addEventListener('view', event => {
      const fresh = document.createElement('template');
      fresh.innerHTML = event.data;
      morph(document.getElementById('live'), fresh.content.firstElementChild);
      tick();
    });
  }

  if (document.getElementById('live')) {
    connect();
    setInterval(tick, 1000);
  }
}
