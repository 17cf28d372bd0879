/** https://docs.slack.dev/reference/block-kit/blocks/header-block */
export const MAX_HEADER_LENGTH = 150;

/** https://docs.slack.dev/reference/block-kit/blocks/section-block */
export const MAX_SECTION_LENGTH = 3000;

/** https://docs.slack.dev/reference/block-kit/blocks/section-block */
export const MAX_FIELD_LENGTH = 2000;

/**
 * All blocks of a message together: undocumented, beyond it Slack answers `msg_blocks_too_long`
 * (https://github.com/slackapi/bolt-js/issues/2509). What follows shares it out, so that no message comes near.
 */
export const MAX_MESSAGE_LENGTH = 13_200;

export const EXPLANATION_LENGTH = 1000;
export const ADVICE_LENGTH = 1000;
export const LINKS_LENGTH = 2500;
export const LINE_LENGTH = 300;
export const CHILD_LENGTH = 100;
export const CHILDREN = 10;
