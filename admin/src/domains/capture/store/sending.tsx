import type { Staff } from '../../../session';
import { useSending } from './use-sending';

/** Below every page of an operator, whichever is open: what was captured goes up. */
export default function Sending({ staff }: { staff: Staff }) {
  useSending(staff);
  return null;
}
