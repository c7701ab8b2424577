const colours = `
:root {
  color-scheme: light dark;
  --page: #f4f6f8; --card: #ffffff; --ink: #17212b; --quiet: #52606d; --line: #d5dce3; --link: #0b5394;
  --danger: #b3261e; --danger-fill: #b3261e; --danger-soft: #fdeceb;
  --warn: #7a4a00; --warn-soft: #fff3d9; --warn-line: #d9a441;
  --good: #1a6636; --good-soft: #e5f3ea; --tick-soft: #eaf2fb;
  --failed: #b3261e; --unknown: #8f4fbf; --expired: #c77700; --kept: #d9a441;
  --purged: #2f8f57; --clean: #9ccfb0; --skipped: #aab4be;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --page: #0f141a; --card: #182029; --ink: #e6ecf2; --quiet: #a7b4c1; --line: #313d49; --link: #8ec2ff;
    --danger: #ff9a92; --danger-fill: #b8322a; --danger-soft: #3a1b1a;
    --warn: #ffd48a; --warn-soft: #362a12; --warn-line: #a87b2a;
    --good: #93dcae; --good-soft: #14301f; --tick-soft: #17293b;
    --failed: #f0655b; --unknown: #b98be0; --expired: #e39a3b; --kept: #d9b45e;
    --purged: #3fae6e; --clean: #2d6b47; --skipped: #5b6875;
  }
}`;

const text = `
*, *::before, *::after { box-sizing: border-box; }
html { font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
body { margin: 0; background: var(--page); color: var(--ink); }
main { max-width: 60rem; margin: 0 auto; padding: 2rem 1rem 4rem; overflow-wrap: break-word; }
header.top { border-bottom: 1px solid var(--line); background: var(--card); }
header.top p { max-width: 60rem; margin: 0 auto; padding: .75rem 1rem; color: var(--quiet); font-size: .875rem; }
h1, h2, h3, p, ul, dl { margin: 0; }
h1 { font-size: clamp(1.5rem, 1.2rem + 1.6vw, 2.1rem); line-height: 1.2; letter-spacing: -.01em; text-wrap: balance; }
h2 { font-size: 1.2rem; line-height: 1.3; margin: 2.25rem 0 .5rem; scroll-margin-top: 1rem; }
h3 { font-size: 1rem; line-height: 1.35; }
main > p, section > p, form > p { margin-top: .5rem; max-width: 46rem; }
ul { padding: 0; list-style: none; }
a { color: var(--link); text-underline-offset: .15em; }
code { font: .875em/1.45 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
small, .quiet { color: var(--quiet); font-size: .875rem; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 3px; }
.lead { font-size: 1.1rem; }
.pre { white-space: pre-line; }
.unseen { position: absolute; left: -999rem; }`;

const parts = `
.card { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 1rem; margin-top: .75rem; }
.note { border-left: 4px solid var(--line); background: var(--card); border-radius: 4px; padding: .75rem 1rem; margin-top: 1rem; }
.note p + p, .note p + ul { margin-top: .35rem; }
.note + h1 { margin-top: 1.5rem; }
.card > .id + * { margin-top: .6rem; }
.note.warn { border-color: var(--warn-line); background: var(--warn-soft); }
.note.danger { border-color: var(--danger); background: var(--danger-soft); }
.note.good { border-color: var(--good); background: var(--good-soft); }
.badge { display: inline-block; padding: .05rem .5rem; border-radius: 1rem; font-size: .8125rem; font-weight: 600; white-space: nowrap; }
.badge.warn { color: var(--warn); background: var(--warn-soft); border: 1px solid var(--warn-line); }
.facts { display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1.25rem; margin-top: 1rem; }
.facts dt { color: var(--quiet); }
.facts dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
.id { color: var(--quiet); font-size: .875rem; overflow-wrap: anywhere; }
.id > * + *::before { content: "\\00b7"; margin: 0 .4rem; color: var(--quiet); }
.policy { margin: .6rem 0 0; padding: .75rem; font: .875em/1.45 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; white-space: pre-wrap; word-break: break-all; background: var(--page); border: 1px solid var(--line); border-radius: 8px; }
.card > p + p, .policy + p { margin-top: .6rem; }
.card ol { margin: .35rem 0 0; padding-left: 1.5rem; overflow-wrap: anywhere; }
.card li + li { margin-top: .25rem; }
.row { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: baseline; justify-content: space-between; }
@media (max-width: 32rem) {
  .facts { grid-template-columns: 1fr; gap: 0; }
  .facts dd { margin-bottom: .5rem; }
}`;

const form = `
form { counter-reset: ticked accounts; }
.tick { display: grid; grid-template-columns: auto 1fr; gap: 0 .75rem; padding: .75rem; margin: .5rem -.25rem 0; border: 1px solid var(--line); border-radius: 8px; cursor: pointer; }
.tick:has(input:checked) { background: var(--tick-soft); border-color: var(--link); }
input[type=checkbox] { width: 1.25rem; height: 1.25rem; margin: .15rem 0 0; accent-color: var(--danger-fill); }
.tick input:checked { counter-increment: ticked; }
.n2 input:checked { counter-increment: ticked 2; } .n3 input:checked { counter-increment: ticked 3; }
.n4 input:checked { counter-increment: ticked 4; } .n5 input:checked { counter-increment: ticked 5; }
.n6 input:checked { counter-increment: ticked 6; } .n7 input:checked { counter-increment: ticked 7; }
.n8 input:checked { counter-increment: ticked 8; } .n9 input:checked { counter-increment: ticked 9; }
.account:has(.tick input:checked) { counter-increment: accounts; }
.sum::after { content: counter(ticked) " credential(s) in " counter(accounts) " account(s)."; }
.confirm, .understood { display: grid; grid-template-columns: auto 1fr; gap: 0 .75rem; cursor: pointer; padding: .6rem .75rem; margin: .35rem -.25rem 0; border-radius: 8px; color: var(--warn); background: var(--warn-soft); border: 1px solid var(--warn-line); font-size: .9375rem; }
.understood { margin: 1rem 0 0; color: inherit; background: var(--danger-soft); border-color: var(--danger); font-size: inherit; }
.credential { display: block; min-width: 0; }
.credential + .credential { margin-top: .6rem; padding-top: .6rem; border-top: 1px solid var(--line); }
.credential b { margin-right: .35rem; white-space: nowrap; }
@media (max-width: 32rem) { .credential code { display: block; } }
.evidence { display: flex; flex-wrap: wrap; gap: 0 1.25rem; color: var(--quiet); font-size: .875rem; overflow-wrap: anywhere; }
.evidence .used { color: var(--warn); font-weight: 600; }
.why { display: block; margin-top: .6rem; font-size: .875rem; color: var(--quiet); }
.tally { position: sticky; bottom: 0; display: flex; flex-wrap: wrap; gap: .25rem 1rem; justify-content: space-between; margin-top: .75rem; padding: .65rem 1rem; max-width: none; background: var(--card); border: 1px solid var(--line); border-radius: 10px 10px 0 0; box-shadow: 0 -6px 16px rgb(0 0 0 / .1); }
label.field { display: block; font-weight: 600; }
input + label.field { margin-top: 1rem; }
textarea, select, input:not([type=checkbox]) { width: 100%; margin-top: .35rem; padding: .6rem .7rem; font: inherit; color: inherit; background: var(--page); border: 1px solid var(--quiet); border-radius: 8px; }
textarea { min-height: 5.5rem; resize: vertical; }
.buttons { display: flex; flex-wrap: wrap; gap: .75rem; margin-top: 1rem; }
button, .button { font: inherit; font-weight: 600; padding: .7rem 1.25rem; border-radius: 8px; border: 1px solid var(--quiet); background: transparent; color: inherit; cursor: pointer; }
.button { display: inline-block; text-decoration: none; }
button.delete { background: var(--danger-fill); border-color: var(--danger-fill); color: #fff; }
button:hover, .button:hover { filter: brightness(.93); text-decoration: underline; }
@media (max-width: 32rem) { .buttons > * { width: 100%; text-align: center; } }`;

const withScript = `
[hidden] { display: none !important; }
.toolbar { display: grid; grid-template-columns: repeat(3, 1fr); gap: .6rem 1rem; margin-top: 1rem; padding: 1rem; background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
.toolbar .wide { grid-column: 1 / -1; align-items: center; }
.toolbar label { font-size: .875rem; color: var(--quiet); min-width: 0; }
button.small { padding: .35rem .75rem; font-size: .875rem; font-weight: 500; }
.account > .small { float: right; margin-left: .75rem; }
.left-out > :not(h3, .id, .small) { opacity: .5; }
.left-out h3 { text-decoration: line-through; }
.scripted .understood { display: none; }
/* Thousands of accounts: only those in sight are laid out, and the script counts. Counters do not see into the others. */
@media (scripting: enabled) {
  .account { content-visibility: auto; contain-intrinsic-size: auto 24rem; }
  .tick input:checked, .account:has(.tick input:checked) { counter-increment: none; }
  .sum::after { content: none; }
}
dialog { max-width: min(34rem, calc(100vw - 2rem)); padding: 1.5rem; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: 12px; }
dialog::backdrop { background: rgb(0 0 0 / .55); }
dialog h2 { margin-top: 0; }
dialog p, dialog ul { margin-top: .75rem; }
ul.plain { padding-left: 1.25rem; list-style: disc; }
progress { display: block; width: 100%; height: 14px; margin-top: 1rem; accent-color: var(--purged); }
@media (max-width: 40rem) {
  .toolbar { grid-template-columns: 1fr; }
  .account > .small { float: none; display: block; margin: 0 0 .5rem; }
}`;

const report = `
.bar { display: block; width: 100%; height: 14px; border-radius: 7px; margin-top: 1.25rem; background: var(--line); }
.legend { display: flex; flex-wrap: wrap; gap: .35rem 1.5rem; margin-top: .75rem; }
.legend li::before { content: ""; display: inline-block; width: .7rem; height: .7rem; border-radius: 3px; margin-right: .45rem; background: var(--colour); }
.legend b { font-variant-numeric: tabular-nums; }
.failed { --colour: var(--failed); } .unknown { --colour: var(--unknown); } .expired { --colour: var(--expired); }
.kept { --colour: var(--kept); } .purged { --colour: var(--purged); } .clean { --colour: var(--clean); }
.skipped { --colour: var(--skipped); }
.bar rect { fill: var(--colour); }
.outcome > h2::before, summary h2::before { content: ""; display: inline-block; width: .75rem; height: .75rem; border-radius: 3px; margin-right: .5rem; background: var(--colour); }
.outcome .card { border-left: 4px solid var(--colour); content-visibility: auto; contain-intrinsic-size: auto 9rem; }
/* Rather too much: what shrinks once it is laid out does not push the heading that a link led to out of sight. */
@media (max-width: 32rem) { .outcome .card { contain-intrinsic-size: auto 18rem; } }
.outcome dl { margin-top: .5rem; }
summary { cursor: pointer; margin-top: 2.25rem; }
summary h2 { display: inline; }
table { width: 100%; border-collapse: collapse; margin-top: .75rem; font-size: .875rem; }
th { text-align: left; color: var(--quiet); font-weight: 600; }
th, td { padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
td:first-child { font-variant-numeric: tabular-nums; white-space: nowrap; }`;

/** On paper: everything that is evidence, whatever the screen hides of it, and nothing to press. */
const print = `
@media print {
  :root { color-scheme: light; }
  body, .card, .note, header.top { background: none; }
  .toolbar, .buttons, button, dialog, .screen { display: none !important; }
  .tally { position: static; border-radius: 10px; box-shadow: none; }
  .card, .outcome .card { content-visibility: visible; }
  .account[hidden], .choice[hidden] { display: block !important; }
  .left-out > :not(h3, .id, .small) { opacity: 1; }
  .left-out h3::after { content: " (left out)"; display: inline-block; white-space: pre; }
  .tick { display: block; position: relative; padding-left: 2.75rem; }
  .tick input { position: absolute; left: .75rem; }
  .id, .credential, .confirm, dd > div, tr, .legend li { break-inside: avoid; }
  .confirm { break-before: avoid; }
  h2, h3, h2 + p, summary, summary + p, .id { break-after: avoid; }
  .bar, .legend li::before, h2::before { print-color-adjust: exact; }
  details::details-content { display: block; content-visibility: visible; }
}`;

/** The one style sheet of the approval pages and the report. Its text holds WCAG AA contrast, light and dark. */
export const styles = [colours, text, parts, form, withScript, report, print].join('\n').trim();
