import 'uplot/dist/uPlot.min.css';
import './style/base.css';
import './style/header.css';
import './style/cursor-bar.css';
import './style/steps.css';
import './style/timeline.css';
import './style/dashboard.css';
import './style/widgets.css';
import './style/prose.css';
import './style/chat.css';
import './style/message.css';
import type { RunRecord } from '../../run-record';
import { chatView } from './chat/chat-view';
import { emailView } from './chat/email-view';
import { Cursor } from './cursor';
import { dashboardView } from './dashboard-view';
import { h } from './element';
import { fidelityView } from './fidelity-view';
import { pageHeader } from './page-header';
import { cursorBar } from './timeline/cursor-bar';
import { timelineView } from './timeline/timeline-view';

/** Builds the whole page of a run. The cursor starts at the end: what was posted and drawn is all there. */
function pageOf(record: RunRecord): HTMLElement[] {
  const cursor = new Cursor(record.startMs, record.endMs, record.endMs, (run) => requestAnimationFrame(run));
  const dashboards = record.dashboards.map((dashboard) => dashboardView(dashboard, { record, cursor }));
  const told = h('div', { class: 'told' }, chatView(record, cursor), emailView(record.emails, cursor));
  const none = h('p', { class: 'empty' }, 'The stack has no dashboard.');
  return [
    pageHeader(record),
    cursorBar(record, cursor),
    h(
      'main',
      {},
      timelineView(record, cursor),
      h(
        'div',
        { class: 'stage' },
        h('div', { class: 'dashboards' }, ...(dashboards.length === 0 ? [none] : dashboards)),
        told,
      ),
    ),
    fidelityView(record),
  ];
}

async function start(): Promise<void> {
  const place = document.getElementById('page')!;
  try {
    const response = await fetch('/run.json');
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    const record = (await response.json()) as RunRecord;
    document.title = `${record.title} · rehearsal`;
    place.replaceChildren(...pageOf(record));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    place.replaceChildren(
      h('p', { class: 'loading' }, `The run could not be shown: ${reason}. Is the rehearsal still running?`),
    );
    console.error(error);
  }
  place.removeAttribute('aria-busy');
}

void start();
