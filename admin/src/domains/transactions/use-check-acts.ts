import { App } from 'antd';
import { useMemo } from 'react';
import type { RuleResult, Spot } from '../checks/check';
import { suggestedReturn } from '../checks/check-wording';
import type { ResultActs } from '../checks/result-card';
import type { useDealCheck } from '../checks/use-deal-check';
import type { Deal } from './deal';
import type { Frame } from './picture-viewer/picture-viewer';
import type { useCheck } from './use-check';

interface CheckActsOf {
  deal: Deal;
  /** The operator's way through the pictures. */
  check: ReturnType<typeof useCheck>;
  /** What the machine says of the deal. */
  checks: ReturnType<typeof useDealCheck>;
  /** Brings the results into sight. */
  showTab: () => void;
}

/** Leads from what a rule says to its place on the picture, and on to an override or a return. */
export function useCheckActs({ deal, check, checks, showTab }: CheckActsOf) {
  const { message } = App.useApp();
  const { pictures, selected } = check;
  const spot = checks.look?.spot;
  const frame = useMemo((): Frame | undefined => (spot?.box ? { area: spot.box, label: spot.label } : undefined), [spot]);

  const show = (result: RuleResult, at: Spot) => {
    if (!pictures.some(({ image }) => image.id === at.imageId)) return void message.info('这张照片已被替换或不能查看。');
    checks.setLook({ result, spot: at });
    check.select(at.imageId);
  };
  const acts: ResultActs = {
    titleOf: (imageId) => pictures.find(({ image }) => image.id === imageId)?.title ?? '已替换的照片',
    onShow: show,
    onOverride: checks.setOverridden,
    mayReturn: (imageId) => deal.may.return && pictures.some(({ image }) => image.id === imageId && image.state === 'accepted'),
    onReturn: (result, at) => {
      show(result, at);
      check.put(at.imageId, { kind: 'return', ...suggestedReturn(result, at) });
    },
  };
  return {
    acts,
    /** What is framed on the picture that is shown. */
    frame: spot?.imageId === selected ? frame : undefined,
    /** A picture chosen by hand begins whole. */
    select: (imageId: string) => {
      checks.setLook(undefined);
      check.select(imageId);
    },
    step: (by: 1 | -1) => {
      checks.setLook(undefined);
      check.step(by);
    },
    showNext: () => {
      const look = checks.nextLook();
      if (!look) return void message.info(checks.isReading ? '照片还在读取，结论出来后再看。' : '预检没有需要看的地方。');
      showTab();
      show(look.result, look.spot);
    },
    override: () => {
      const result = checks.overridable();
      if (result) checks.setOverridden(result);
    },
    explainStop: () => {
      showTab();
      void message.warning(checks.stop);
    },
  };
}
