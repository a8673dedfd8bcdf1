// The result page of the keeper form: reads the user name from its URL, calls the API, shows the result.
'use strict';

const username = new URLSearchParams(location.search).get('username')?.trim() ?? '';

// This page has an inline script on purpose. That the policy blocks it is shown on the page, not only logged.
addEventListener('securitypolicyviolation', (event) => {
  if (event.blockedURI !== 'inline') return;
  mark('inline', 'good', `The policy blocked the inline script (${event.effectiveDirective})`);
});

addEventListener('DOMContentLoaded', async () => {
  mark('script', 'good', 'The script from this distribution ran');
  mark('query', username ? 'good' : 'bad', username ? `The redirect kept the query: username=${username}` : 'There is no user name in the URL');
  if (!username) return say('Nobody', 'Type a user name into the form on the front page.');
  try {
    show(await keeper(username));
  } catch (error) {
    mark('api', 'bad', `The API did not answer: ${error.message}`);
    say(username, 'We could not reach the API. Please try again in a minute.');
  }
});

/** The origin of the API differs between environments, so the deployment writes it to a file next to the pages. */
async function keeper(name) {
  const { api } = await (await fetch('/config.json')).json();
  const response = await fetch(`${api}/api/users/${encodeURIComponent(name)}`, { headers: { accept: 'application/json' } });
  mark('api', 'good', `The API at ${new URL(api).host} answered ${response.status}`);
  return response.ok ? response.json() : undefined;
}

function show(found) {
  if (!found) return say(username, 'Nobody of that name looks after a gauge.');
  say(found.name, `${found.note} Keeper in ${found.place} since ${found.since}.`);
  document.querySelector('#stations').replaceChildren(...found.stations.map(row));
}

function row(station) {
  const item = document.querySelector('#station').content.cloneNode(true);
  const set = (part, text) => { item.querySelector(`[data-${part}]`).textContent = text; };
  set('name', station.name);
  set('water', `${station.water}, measured by a ${station.instrument}`);
  set('level', station.level_m.toFixed(2));
  set('trend', station.trend);
  return item;
}

function say(name, note) {
  document.title = `${name} | Fathom & Fell`;
  for (const id of ['name', 'crumb']) document.getElementById(id).textContent = name;
  document.getElementById('note').textContent = note;
}

function mark(check, state, text) {
  const item = document.getElementById(`check-${check}`);
  item.dataset.state = state;
  item.textContent = text;
}
