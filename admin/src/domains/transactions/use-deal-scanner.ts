import { App } from 'antd';
import { useRef } from 'react';
import { useNavigate } from 'react-router';
import { sentenceOf } from '../../api';
import type { Deal } from './deal';
import { findDeal } from './find-deal';
import type { useCheck } from './use-check';
import { useScanner } from './use-scanner';

/**
 * The agent's QR scanned on the page of a deal: one that is done with makes room for the scanned one; one that is being
 * checked stays, and what the digits had marked is put right.
 */
export function useDealScanner(deal: Deal, check: ReturnType<typeof useCheck>): void {
  const { message } = App.useApp();
  const navigate = useNavigate();
  const before = useRef(check.marks);
  const isDeciding = deal.may.complete || deal.may.return;
  useScanner({
    onBegin: () => {
      before.current = check.marks;
    },
    onScan: (serial) => {
      if (isDeciding) check.restore(before.current);
      if (serial === deal.serial) return void message.info('扫到的就是这一笔。');
      if (isDeciding) return void message.warning(`扫到另一笔交易（${serial}）。请先完成或退回这一笔，再扫。`, 6);
      findDeal(serial)
        .then((found) => {
          if ('deal' in found) void navigate(`/transactions/${found.deal.id}`);
          else void message.warning(`没有找到流水号${serial}，请再扫一次，或请代理人确认选的是本市场。`);
        })
        .catch((error: unknown) => message.error(sentenceOf(error)));
    },
  });
}
