import { isRecord } from '../../template/template-file';
import type { PolicyDocument } from '../template/model';
import { isUnknownValue } from './references';

/** Who asks for what. */
export interface PolicyRequest {
  /** Service principal: `cloudwatch.amazonaws.com`. */
  readonly service: string;
  /** `sns:Publish`. */
  readonly action: string;
  /** The alarms or the topic in whose name the service asks. */
  readonly sourceArns: readonly string[];
  /** Whether what is allowed to the account is allowed to the service. @default false */
  readonly actsForAccount?: boolean;
}

type Statement = Readonly<Record<string, unknown>>;

/**
 * Whether policy documents let a service of AWS do something. In doubt they do: of the conditions only those on the
 * source's ARN are compared, others count as met by an allow and as not met by a deny.
 */
export function policiesAllow(documents: readonly PolicyDocument[], request: PolicyRequest): boolean {
  const concerned = documents
    .flatMap(({ Statement }) => [Statement].flat())
    .filter(isRecord)
    .filter((statement) => namesAction(statement, request) && namesPrincipal(statement, request));
  // A deny with a condition is meant for others: for plain HTTP, for other accounts.
  if (concerned.some(({ Effect, Condition }) => Effect === 'Deny' && Condition === undefined)) return false;
  return concerned.some((statement) => statement.Effect === 'Allow' && comesFromSource(statement, request));
}

function namesAction({ Action, NotAction }: Statement, { action }: PolicyRequest): boolean {
  if (NotAction !== undefined) return !texts(NotAction).some((pattern) => matches(pattern, action));
  return texts(Action).some((pattern) => matches(pattern, action));
}

function namesPrincipal({ Principal, NotPrincipal, Effect }: Statement, request: PolicyRequest): boolean {
  if (NotPrincipal !== undefined) return Effect === 'Allow';
  if (Principal === '*') return true;
  if (!isRecord(Principal)) return false;
  if (texts(Principal.Service).some((name) => matches(name, request.service))) return true;
  const accounts = texts(Principal.AWS);
  if (accounts.includes('*')) return true;
  return Effect === 'Allow' && request.actsForAccount === true && accounts.some(isAccount);
}

function isAccount(principal: string): boolean {
  return /^(arn:[\w-]+:iam::)?\d{12}(:root)?$/.test(principal) || isUnknownValue(principal);
}

function comesFromSource({ Condition }: Statement, { sourceArns }: PolicyRequest): boolean {
  if (!isRecord(Condition)) return true;
  return Object.entries(Condition).every(([operator, keys]) => {
    if (!isRecord(keys) || /Not|Null/.test(operator)) return true;
    return Object.entries(keys).every(([key, patterns]) => {
      if (key.toLowerCase() !== 'aws:sourcearn') return true;
      return texts(patterns).some(
        (pattern) => isUnknownValue(pattern) || sourceArns.some((arn) => matches(placeless(pattern), placeless(arn))),
      );
    });
  });
}

/** Without region and account: a template that can be deployed anywhere has stand-ins for them. */
function placeless(arn: string): string {
  return arn.replace(/^(arn:[^:]*:[^:]*):[^:]*:[^:]*:/, '$1:::');
}

/** `*` and `?` stand for any text and any character; case does not count, as in the names of actions. */
function matches(pattern: string, text: string): boolean {
  const source = pattern.replace(/[.+^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${source.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'is').test(text);
}

function texts(value: unknown): string[] {
  return [value].flat().filter((each): each is string => typeof each === 'string');
}
