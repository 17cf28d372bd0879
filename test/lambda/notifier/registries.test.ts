import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as channels from '../../../lambda/notifier/channels';
import { channelOf } from '../../../lambda/notifier/channels/registry';
import * as kinds from '../../../lambda/notifier/events/kinds';

const notifier = join(__dirname, '../../../lambda/notifier');
const filesIn = (folder: string) => readdirSync(join(notifier, folder)).filter((name) => name.endsWith('.ts'));

/** What is beside the channels in their folder without being one. */
const CHANNEL_PARTS = ['channel.ts', 'index.ts', 'registry.ts', 'retry-table.ts'];

test('every file in channels/ is a channel that routes find under its own name', () => {
  const names = filesIn('channels').filter((name) => !CHANNEL_PARTS.includes(name));
  expect(Object.values(channels).map(({ vendor }) => `${vendor}.ts`)).toEqual(names);
  for (const channel of Object.values(channels)) expect(channelOf(channel.vendor)).toBe(channel);
});

test('every file in events/kinds/ is one of the readers', () => {
  expect(Object.keys(kinds)).toHaveLength(filesIn('events/kinds').length - 1);
});
