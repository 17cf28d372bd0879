/** The four golden signals of Google's SRE book, chapter 6. */
export enum GoldenSignal {
  /** How long a request takes. */
  LATENCY = 'latency',
  /** How much is asked of the resource. */
  TRAFFIC = 'traffic',
  /** How much of it fails. */
  ERRORS = 'errors',
  /** How full the resource is. */
  SATURATION = 'saturation',
}
