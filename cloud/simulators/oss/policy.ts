import { z } from 'zod';
import { OssError } from './oss-error';

/** The form's fields by their names in small letters. */
export type FormFields = ReadonlyMap<string, string>;

const condition = z.union([
  z.tuple([z.literal('content-length-range'), z.int().min(0), z.int().min(0)]),
  z.tuple([z.enum(['eq', 'starts-with']), z.string().startsWith('$'), z.string()]),
  z.tuple([z.enum(['in', 'not-in']), z.string().startsWith('$'), z.array(z.string())]),
  z.record(z.string(), z.string()).refine((simple) => Object.keys(simple).length === 1),
]);
const policyDocument = z.object({ expiration: z.iso.datetime(), conditions: z.array(condition) });

/** What a policy leaves open until the file has come. */
export interface SizeRange {
  min: number;
  max: number;
}

/** With V4 the signature's own fields must stand in the policy. */
const mustBeCovered = ['x-oss-signature-version', 'x-oss-credential', 'x-oss-date'];

/** Checks every condition of a base64 policy against the form; throws what OSS answers. */
export function checkPolicy(encoded: string, fields: FormFields, bucket: string, now: number): SizeRange | undefined {
  const policy = parsePolicy(encoded);
  if (Date.parse(policy.expiration) < now) {
    throw new OssError(403, 'AccessDenied', 'Invalid according to Policy: Policy expired.');
  }
  const value = (name: string) => (name === 'bucket' ? bucket : (fields.get(name) ?? ''));
  const covered = new Set<string>();
  let range: SizeRange | undefined;
  for (const one of policy.conditions) {
    if (!Array.isArray(one)) {
      for (const [name, expected] of Object.entries(one)) {
        covered.add(name.toLowerCase());
        if (value(name.toLowerCase()) !== expected) throw failed(one);
      }
    } else if (one[0] === 'content-length-range') {
      range = { min: one[1], max: one[2] };
    } else {
      const name = one[1].slice(1).toLowerCase();
      covered.add(name);
      if (!holds(one[0], value(name), one[2])) throw failed(one);
    }
  }
  const missing = mustBeCovered.find((name) => !covered.has(name));
  if (missing)
    throw new OssError(403, 'AccessDenied', `Invalid according to Policy: ${missing} is not covered by a condition.`);
  return range;
}

function holds(match: 'eq' | 'starts-with' | 'in' | 'not-in', value: string, expected: string | string[]): boolean {
  if (match === 'eq') return value === expected;
  if (match === 'starts-with') return value.startsWith(String(expected));
  return expected.includes(value) === (match === 'in');
}

const failed = (one: unknown) =>
  new OssError(403, 'AccessDenied', `Invalid according to Policy: Policy Condition failed: ${JSON.stringify(one)}`);

function parsePolicy(encoded: string): z.infer<typeof policyDocument> {
  try {
    return policyDocument.parse(JSON.parse(Buffer.from(encoded, 'base64').toString()));
  } catch {
    throw new OssError(
      400,
      'InvalidPolicyDocument',
      'The content of the form does not meet the conditions specified in the policy document.',
    );
  }
}
