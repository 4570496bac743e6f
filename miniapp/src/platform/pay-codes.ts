import type { PayReturn } from './types';

/**
 * What `my.tradePay` resolves with: 9000 done, 8000 under way, 4000 failed, 6001 and 99 turned back, 6002 no network, 6004 unknown.
 * It resolves for each of them, and 9000 comes from the phone: only the server's own query decides.
 */
export function returnOfCode(resultCode: string | undefined): PayReturn {
  switch (resultCode) {
    case '9000':
      return 'done';
    case '6001':
    case '99':
      return 'cancelled';
    case '4000':
      return 'failed';
    default:
      return 'unclear';
  }
}
