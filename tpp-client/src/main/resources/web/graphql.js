// The page on which GraphQL can be tried: sends what is written, shows what comes. All that comes is
// shown as text.
'use strict';
{
  const ANSWERS_SHOWN_MAX = 50;
  const form = document.getElementById('explorer');
  const query = document.getElementById('query');
  const variables = document.getElementById('variables');
  const answer = document.getElementById('answer');
  const state = document.getElementById('answer-state');
  const stop = document.getElementById('stop');
  let running = null;

  const pretty = text => {
    try {
      return JSON.stringify(JSON.parse(text), null, 2);
    } catch {
      return text;
    }
  };

  const isSubscription = () => /^\s*subscription\b/m.test(query.value.replace(/#.*$/gm, ''));

  function request(accept) {
    const written = variables.value.trim();
    return fetch('/graphql', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: accept },
      body: JSON.stringify({ query: query.value, variables: written ? JSON.parse(written) : null }),
      signal: running.signal,
    });
  }

  async function ask() {
    const began = performance.now();
    const response = await request('application/graphql-response+json');
    const text = await response.text();
    const took = Math.round(performance.now() - began);
    answer.textContent = pretty(text);
    state.textContent = `${response.ok ? 'Answered' : `Refused with ${response.status}`} in ${took} ms, ${text.length.toLocaleString('en-GB')} characters.`;
  }

  // Events are blocks of lines, told apart by an empty line.
  async function watch() {
    const response = await request('text/event-stream');
    if (!response.ok) {
      answer.textContent = pretty(await response.text());
      state.textContent = `Refused with ${response.status}.`;
      return;
    }
    const answers = [];
    let count = 0;
    let left = '';
    state.textContent = 'Watching. Answers appear as changes happen.';
    stop.hidden = false;
    for await (const part of response.body.pipeThrough(new TextDecoderStream())) {
      const blocks = (left + part).split('\n\n');
      left = blocks.pop();
      for (const block of blocks) {
        const lines = block.split('\n');
        if (lines.includes('event: complete')) return;
        if (!lines.includes('event: next')) continue;
        answers.unshift(pretty(lines.filter(line => line.startsWith('data: ')).map(line => line.slice(6)).join('\n')));
        answers.length = Math.min(answers.length, ANSWERS_SHOWN_MAX);
        answer.textContent = answers.join('\n\n');
        state.textContent = `Watching: ${++count} so far, the newest first.`;
      }
    }
  }

  async function run() {
    running?.abort();
    const mine = running = new AbortController();
    answer.textContent = '';
    state.textContent = 'Asking…';
    try {
      await (isSubscription() ? watch() : ask());
      if (!stop.hidden) state.textContent = 'The stream has ended.';
    } catch (error) {
      if (!mine.signal.aborted) state.textContent = `That did not work: ${error.message}`;
    } finally {
      if (mine === running) {
        running = null;
        stop.hidden = true;
      }
    }
  }

  form.addEventListener('submit', event => {
    event.preventDefault();
    run();
  });
  form.addEventListener('keydown', event => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) run();
  });
  form.addEventListener('click', event => {
    const example = event.target.closest('[data-example]');
    if (example) {
      query.value = example.dataset.example;
      query.focus();
    }
  });
  stop.addEventListener('click', () => {
    running?.abort();
    state.textContent = 'Stopped.';
    document.getElementById('run').focus();
  });
  document.querySelector('.schema').addEventListener('click', event => {
    const link = event.target.closest('a[href^="#type-"]');
    if (link) document.querySelector(link.getAttribute('href')).open = true;
  });
}
