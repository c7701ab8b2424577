import { kindNames, recentDays } from '../shared/words';
import { maxFormBytes } from './form-size';

/** The dialog that says what is about to go, and the running count. */
const counting = `
const byId = (id) => document.getElementById(id);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const count = (n, noun) => n.toLocaleString('en-US') + ' ' + noun + (n === 1 ? '' : 's');
const form = byId('decision');

function summarize() {
  const choices = all('.choice:has(.tick input:checked:enabled)', form);
  const values = choices.flatMap((choice) => choice.querySelector('.tick input').value.split(' '));
  const kinds = Object.entries(kindNames).map(([kind, name]) => [name, values.filter((v) => v.split('/')[1] === kind).length]);
  return {
    credentials: values.length,
    accounts: new Set(values.map((value) => value.split('/')[0])).size,
    kinds: kinds.filter(([, n]) => n > 0),
    unshown: choices.filter((choice) => choice.hidden || choice.closest('.account').hidden).length,
    cautious: choices.filter((choice) => choice.querySelector('.confirm')),
    unconfirmed: choices.filter((choice) => choice.querySelector('.confirm input:not(:checked)')),
  };
}

function showTally() {
  const { credentials, accounts, unshown } = summarize();
  byId('tally').textContent = 'Ticked: ' + count(credentials, 'credential') + ' in ' + count(accounts, 'account');
  byId('too-large').hidden = !isTooLarge();
  byId('unshown').textContent = unshown > 0 ? ' (' + unshown + ' of the ticks not shown)' : '';
  byId('approve').textContent = credentials > 0 ? 'Delete ' + count(credentials, 'credential') + '…' : 'Delete the ticked credentials';
}

/** What is larger never reaches the page that would say so. */
const isTooLarge = () => new URLSearchParams(new FormData(form)).toString().length > maxFormBytes;

function askToConfirm(event) {
  const { credentials, accounts, kinds, cautious, unconfirmed } = summarize();
  if (credentials === 0) return;
  event.preventDefault();
  if (unconfirmed.length > 0) return complain(unconfirmed[0]);
  if (isTooLarge()) return byId('too-large').scrollIntoView({ block: 'center', behavior: 'instant' });
  if (!byId('name').reportValidity()) return;
  byId('summary-title').textContent = 'Delete ' + count(credentials, 'credential') + ' in ' + count(accounts, 'account') + '?';
  byId('summary-kinds').replaceChildren(...kinds.map(([name, n]) => element('li', n.toLocaleString('en-US') + ' × ' + name)));
  byId('summary-caution').hidden = cautious.length === 0;
  byId('summary-caution').textContent = 'Among them: ' + count(cautious.length, 'tick') + ' for what was used in the last ' + recentDays + ' days, or may have been. You confirmed each.';
  byId('summary-delete').textContent = 'Delete ' + count(credentials, 'credential');
  byId('summary').showModal();
  byId('summary-back').focus();
}

/** A tick without the confirmation that it needs: there the person is led. */
function complain(choice) {
  showAll();
  const box = choice.querySelector('.confirm input');
  box.setCustomValidity('Confirm this, or take the tick away.');
  box.addEventListener('input', () => box.setCustomValidity(''), { once: true });
  choice.querySelector('.tick input').addEventListener('input', () => box.setCustomValidity(''), { once: true });
  box.scrollIntoView({ block: 'center', behavior: 'instant' });
  box.reportValidity();
}

function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

function send() {
  byId('understood').checked = true;
  byId('approve').removeEventListener('click', askToConfirm);
  form.requestSubmit(byId('approve'));
}`;

/** Search, filters, order, and leaving out an account. */
const finding = String.raw`
function matches(choice) {
  const { value: kind } = byId('kind');
  const { value: use } = byId('use');
  const caution = choice.querySelector('.confirm') !== null;
  return (kind === '' || choice.dataset.kinds.split(' ').includes(kind)) && (use === '' || (use === 'caution') === caution);
}

function filter() {
  const words = byId('search').value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const card of cards) {
    const found = words.every((word) => card.text.includes(word));
    for (const choice of card.choices) choice.hidden = !matches(choice);
    card.section.hidden = !found || card.choices.every(({ hidden }) => hidden);
    if (!card.section.hidden) shown += 1;
  }
  byId('shown').textContent = 'Showing ' + shown.toLocaleString('en-US') + ' of ' + count(cards.length, 'account');
  showTally();
}

function showAll() {
  for (const id of ['search', 'kind', 'use']) byId(id).value = '';
  filter();
}

const orders = {
  plan: (a, b) => a.position - b.position,
  name: (a, b) => a.name.localeCompare(b.name),
  used: (a, b) => b.used.localeCompare(a.used),
  most: (a, b) => b.credentials - a.credentials,
};

function sort() {
  const order = orders[byId('order').value];
  byId('accounts').append(...cards.toSorted((a, b) => order(a, b) || a.position - b.position).map(({ section }) => section));
}

function tickShown(checked) {
  for (const { section, choices } of cards) {
    if (section.hidden || section.classList.contains('left-out')) continue;
    for (const choice of choices) if (!choice.hidden) choice.querySelector('.tick input').checked = checked;
  }
  showTally();
}

function addLeaveOut({ section, name }) {
  const button = element('button', 'Leave out');
  button.type = 'button';
  button.className = 'small';
  const label = () => button.setAttribute('aria-label', button.textContent + ': ' + name);
  button.addEventListener('click', () => {
    const isOut = section.classList.toggle('left-out');
    for (const input of all('input', section)) input.disabled = isOut;
    button.textContent = isOut ? 'Put back' : 'Leave out';
    label();
    showTally();
  });
  label();
  section.prepend(button);
}

const cards = form ? all('.account', form).map((section, position) => ({
  section,
  position,
  name: section.querySelector('h3').textContent,
  text: section.textContent.toLowerCase(),
  choices: all('.choice', section),
  used: all('[data-used]', section).map(({ dataset }) => dataset.used).sort().at(-1) ?? '',
  credentials: all('.credential', section).length,
})) : [];

if (form) {
  document.documentElement.classList.add('scripted');
  byId('understood').required = false;
  byId('toolbar').hidden = false;
  for (const card of cards) addLeaveOut(card);
  for (const id of ['search', 'kind', 'use']) byId(id).addEventListener('input', filter);
  byId('order').addEventListener('input', sort);
  byId('tick-shown').addEventListener('click', () => tickShown(true));
  byId('untick-shown').addEventListener('click', () => tickShown(false));
  form.addEventListener('input', showTally);
  byId('approve').addEventListener('click', askToConfirm);
  byId('summary-delete').addEventListener('click', send);
  byId('summary-back').addEventListener('click', () => byId('summary').close());
  addEventListener('pageshow', filter);
  filter();
}`;

/** A run that goes on is looked at again every few seconds; what changed on the page is replaced. */
const following = `
async function follow() {
  const now = document.querySelector('[data-follow]');
  if (!now) return;
  const answer = await fetch(location.href, { cache: 'no-store' }).catch(() => undefined);
  if (answer?.ok) {
    const next = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-follow], main');
    const replaced = next.matches('main') ? document.querySelector('main') : now;
    if (replaced.textContent !== next.textContent) replaced.replaceWith(next);
    document.title = document.querySelector('h1')?.textContent ?? document.title;
  }
  setTimeout(follow, 5000);
}
setTimeout(follow, 5000);`;

/** The one script of the approval pages. They say and do everything without it, too. */
export const script = [
  `const kindNames = ${JSON.stringify(kindNames)};\nconst recentDays = ${recentDays};\nconst maxFormBytes = ${maxFormBytes};`,
  counting,
  finding,
  following,
].join('\n');
