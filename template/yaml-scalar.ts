const TRUE = /^(true|True|TRUE|yes|Yes|YES|on|On|ON)$/;
const FALSE = /^(false|False|FALSE|no|No|NO|off|Off|OFF)$/;
const NULL = /^(null|Null|NULL|~|)$/;
/** Without a leading zero: an account id such as 012345678901 is a text. */
const INTEGER = /^[-+]?(0|[1-9]\d*)$/;
const FLOAT = /^[-+]?(\d+\.\d*|\.\d+)([eE][-+]?\d+)?$/;

/**
 * What a plain scalar of a CloudFormation template in YAML is. Dates such as 2012-10-17 and times such as 22:22 stay
 * texts, and so does a number that would lose digits.
 */
export function plainScalar(text: string): string | number | boolean | null {
  if (NULL.test(text)) return null;
  if (TRUE.test(text)) return true;
  if (FALSE.test(text)) return false;
  if (INTEGER.test(text)) return Number.isSafeInteger(Number(text)) ? Number(text) : text;
  return FLOAT.test(text) ? Number(text) : text;
}
