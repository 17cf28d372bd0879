import { basename } from 'node:path';
import { App, DefaultStackSynthesizer, Stack } from 'aws-cdk-lib';
import { GoldenSignals } from '../../lib/golden-signals';
import { EmailChannel } from '../../lib/notify/email-channel';
import { stringify } from '../../template/vendor/yaml';

export interface MonitoredTemplate {
  /** In the format of the file: JSON or YAML. */
  readonly text: string;
  /** What is not watched, and why. */
  readonly notes: readonly string[];
}

/** A template with its monitoring in it. It needs no assets and no bootstrap: alerts go to topics, and to e-mail. */
export function monitoredTemplate(
  file: string,
  { email, service }: { readonly email?: string; readonly service?: string },
): MonitoredTemplate {
  process.env.CDK_VALIDATION ??= 'false';
  const app = new App({ analyticsReporting: false });
  const name = (service ?? basename(file).replace(/\..*$/, ''))
    .replace(/[^A-Za-z0-9-]+/g, '-')
    .replace(/^[^A-Za-z]+/, '');
  const stack = new Stack(app, name === '' ? 'Service' : name, {
    synthesizer: new DefaultStackSynthesizer({ generateBootstrapVersionRule: false }),
  });
  const channels = email === undefined ? [] : [new EmailChannel(email)];
  const monitoring = new GoldenSignals(stack, 'GoldenSignals', { channels }).watchTemplate(file);
  const template = app.synth().getStackArtifact(stack.artifactId).template;
  const notes = monitoring.node.metadata
    .filter(({ type }) => type === 'golden-signals:left-out' || type === 'golden-signals:price')
    .map(({ type, data }) => (type === 'golden-signals:price' ? String(data) : `not watched: ${data}`));
  const json = /\.(json|template)$/.test(file);
  const text = json
    ? `${JSON.stringify(template, undefined, 2)}\n`
    : stringify(template, { aliasDuplicateObjects: false });
  return { text, notes };
}
