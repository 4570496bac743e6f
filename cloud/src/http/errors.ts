import { type ErrorCode, type FieldError, errors } from '@yongche/contract';

/** An expected refusal: a code of the closed table, perhaps with the fields or details that explain it. */
export class Refusal extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly more: { fields?: FieldError[]; details?: unknown; retryAfterSeconds?: number } = {},
  ) {
    super(code);
  }
  /** HTTP status of the code. */
  get status(): number {
    return errors[this.code][0];
  }
}

/** Narrows `condition`, or refuses with `code`. */
export function ensure(condition: unknown, code: ErrorCode, details?: unknown): asserts condition {
  if (!condition) throw new Refusal(code, details === undefined ? {} : { details });
}

/** Lets a pure policy decide; a refused actor reads `request.forbidden`. */
export function authorize(allowed: boolean): asserts allowed {
  ensure(allowed, 'request.forbidden');
}

/** Refuses one field of the request with its sentence. */
export function refuseField(field: string, message: string): never {
  throw new Refusal('request.invalid', { fields: [{ field, message }] });
}
