import { randomBytes } from 'node:crypto';
import { dayInShanghai } from '../../clock';
import { drawnNumber } from './channel-of';

/** 商户退款单号, such as TK20261128 and 22 drawn characters. */
export const newRefundNumber = (at: Date) => drawnNumber('TK', dayInShanghai(at), randomBytes(11));
