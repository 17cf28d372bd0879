import type { Model } from '../template/model';
import type { Finding } from './finding';

/** What reading a template shows to be wrong or doubtful. */
export function staticFindings(_model: Model): Finding[] {
  return [];
}
