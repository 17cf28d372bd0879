import { rule } from '../rule';

/** The loader takes the last one, and says where. */
export const repeatedKeys = rule({
  finds: {
    'repeated-key': {
      level: 'warning',
      means: 'a key stands twice in an object of the template: the first one is lost',
    },
  },
  find: ({ notRehearsed }) =>
    notRehearsed
      .filter(({ what }) => what.startsWith('the key "') && what.includes('" stands twice in the same object'))
      .map(({ where, what }) => ({
        id: 'repeated-key' as const,
        where,
        what,
        advice: 'Rename one of the two, or remove the one that is not meant.',
      })),
});
