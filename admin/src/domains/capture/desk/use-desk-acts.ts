import { type RefObject, useEffect, useState } from 'react';
import { returnCodes } from '@yongche/contract/vocabulary';
import { useHotkeys } from '../../../components/use-hotkeys';
import { tokenIn } from '../../registry/check-token';
import type { CounterDeal, PictureSource, ReturnCode, StationFacts } from '../counter-deal';
import type { Camera } from '../picture/use-camera';
import type { Cut } from '../picture/picture-maker';
import { completeDeal, dropPicture, markPicture, noteNotice, reopenDeal } from '../store/station';
import { useStationKeys } from '../use-station-keys';
import { noticeBefore, openNotices, type Place, whatIsMissing } from './checklist';
import { messageOf } from './message-of';
import type { usePlace } from './use-place';
import { useTaking } from './use-taking';

const codes = Object.keys(returnCodes) as ReturnCode[];

/** Ways for a picture other than the camera; what they bring comes to the desk that lies there then. */
export interface DeskSources {
  /** Asks for files. */
  choose: () => void;
  /** Says where files go now; null where nothing may be put. */
  receive: (to: ((files: File[], source: PictureSource) => void) | null) => void;
}

interface DeskActsOptions {
  deal: CounterDeal;
  facts: StationFacts;
  camera: Camera;
  sources: DeskSources;
  isAuto: boolean;
  setAuto: (isAuto: boolean) => void;
  place: ReturnType<typeof usePlace>;
  places: Place[];
  cut: RefObject<Cut | null>;
  setDialog: (dialog: 'cancel' | 'enlarged' | null) => void;
  /** No dialog is open. */
  isFree: boolean;
  /** Back to the list, so that Space and Enter press no button that was clicked. */
  refocus: () => void;
  onNew: (scanned: string | null) => void;
  onCorrect: () => void;
  /** To what the pre-check found, where the server has the deal. */
  onChecks: (() => void) | undefined;
  onNextCar: () => void;
  onList: () => void;
  onLeave: (why: 'completed' | 'cancelled' | 'aside') => void;
}

/** What can be done at the desk, each by a key, and what is said when it cannot. */
export function useDeskActs(options: DeskActsOptions) {
  const { deal, facts, camera, sources, isAuto, place, places, cut, isFree, refocus } = options;
  const [said, setSaid] = useState<string | null>(null);
  const [notice, setNotice] = useState<number | null>(null);
  const firstNotice = openNotices(deal)[0];
  const isDesk = isFree && notice === null;

  /** A deal that was handed in and came back is worked on first; it goes in again by F2 only. */
  const take = async (act: () => Promise<unknown>) => {
    try {
      if (deal.intent === 'complete') await reopenDeal(deal.id);
      await act();
    } catch (error) {
      setSaid(messageOf(error));
    }
  };
  const taking = useTaking({
    dealId: deal.id,
    quality: facts.photoRules.rules.quality,
    target() {
      const { current } = place;
      if (!current) return null;
      const before = noticeBefore(deal, current.code);
      if (before !== undefined) {
        setSaid(null);
        setNotice(before);
        return null;
      }
      if (place.isWhole && !place.isChosen) {
        setSaid('必拍的都已拍齐，按 F2 完成；要重拍，请先用 ↑↓ 选中。');
        return null;
      }
      const mark = current.pictures.find(({ picture }) => picture.id === place.shown?.picture.id);
      return { place: current, gives: current.gives ?? (current.mayAdd ? null : (mark?.picture.id ?? null)) };
    },
    onKept: place.noteKept,
  });
  const asWhole = (): Cut | 'auto' => (isAuto && place.current?.subject === 'document' ? 'auto' : { corners: null, turns: 0 });
  const fileIn = (files: File[], source: PictureSource) => {
    setSaid(null);
    void take(async () => taking.take(files.map((file) => async () => ({ from: file, source, cut: asWhole() })), true));
  };
  const shoot = () => {
    setSaid(null);
    void take(async () => taking.take([async () => ({ from: await camera.still(), source: 'document_camera', cut: cut.current ?? asWhole() })], false));
  };
  const { receive } = sources;
  useEffect(() => {
    receive(isDesk ? fileIn : null);
    return () => receive(null);
  });

  const choose = (code: string) => {
    setSaid(null);
    taking.forget();
    place.go(code);
    refocus();
  };
  const mark = (code: ReturnCode) => {
    setSaid(null);
    const { shown, shownPlace } = place;
    if (taking.doubtful) taking.forget();
    else if (!shown || !shownPlace) setSaid('这里还没有照片。');
    else {
      void take(() => markPicture(deal.id, shown.picture.id, shown.picture.marked === code ? null : code));
      place.go(shownPlace.code);
    }
  };
  const drop = () => {
    setSaid(null);
    const { shown, shownPlace } = place;
    if (taking.doubtful) taking.forget();
    else if (shown && shownPlace) {
      void take(() => dropPicture(deal.id, shown.picture.id));
      place.go(shownPlace.code);
    }
  };
  const complete = () => {
    const missing = whatIsMissing(deal, places);
    if (taking.busyWith || taking.doubtful) setSaid('这张照片还没有定下来：空格重拍，Enter 仍用这张，退格不要。');
    else if (missing) {
      setSaid(missing.sentence);
      if (missing.slot) place.go(missing.slot);
      if (missing.notice !== null) setNotice(missing.notice);
    } else {
      completeDeal(deal.id).then(
        () => options.onLeave('completed'),
        (error: unknown) => setSaid(messageOf(error)),
      );
    }
  };
  const openNotice = (position: number | undefined) => {
    setSaid(position === undefined ? '当事人都已阅读告知并同意。' : null);
    setNotice(position ?? null);
  };
  const agree = (position: number) => {
    const next = openNotices(deal).find((at) => at !== position);
    noteNotice(deal.id, position).then(
      () => setNotice(next ?? null),
      (error: unknown) => {
        setNotice(null);
        setSaid(messageOf(error));
      },
    );
  };
  const enter = () => {
    setSaid(null);
    if (taking.doubtful) taking.accept();
    else if (place.isWhole) setSaid('必拍的都已拍齐，按 F2 完成。');
    else place.skip();
  };
  const back = () => {
    if (taking.doubtful || taking.trouble || said) {
      taking.forget();
      setSaid(null);
    } else options.onLeave('aside');
  };

  useHotkeys(
    {
      Space: shoot,
      Enter: enter,
      Backspace: drop,
      Delete: drop,
      ArrowUp: () => place.step(-1),
      ArrowDown: () => place.step(1),
      ArrowLeft: () => place.turnTo(-1),
      ArrowRight: () => place.turnTo(1),
      F2: complete,
      F3: options.onList,
      Escape: back,
    },
    isDesk,
  );
  useStationKeys(
    {
      keys: {
        ...Object.fromEntries(codes.slice(0, 9).map((code, at) => [`${at + 1}`, () => mark(code)])),
        a: () => options.setAuto(!isAuto),
        b: options.onNextCar,
        e: options.onCorrect,
        f: sources.choose,
        n: () => options.onNew(null),
        o: () => (options.onChecks ? options.onChecks() : setSaid('这笔交易还没有传到服务器，没有预检可看。')),
        r: () => camera.setTurns(((camera.turns + 1) % 4) as Cut['turns']),
        v: () => place.shown && options.setDialog('enlarged'),
        y: () => openNotice(firstNotice),
      },
      onCode(code) {
        if (tokenIn(code)) options.onNew(code);
        else setSaid('扫到的内容在这里用不上。新交易请按 N；手机上的交易请到“待核对”扫码。');
      },
    },
    isDesk,
  );
  return { taking, said, notice, firstNotice, shoot, choose, complete, openNotice, agree, closeNotice: () => setNotice(null) };
}
