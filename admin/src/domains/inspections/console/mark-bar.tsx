import { returnCodes } from '@yongche/contract/vocabulary';
import { Input, type InputRef, Popover } from 'antd';
import { type RefObject } from 'react';
import { minuteOf } from '../../../components/moments';
import { type CaseMark, type CaseMarks, keyedCodes, menuCodes, type ReturnCode } from './case-marks';
import type { CaseItem } from './case-order';
import { codeTitle, shortCodes } from './console-keys';
import styles from './mark-bar.module.css';

interface MarkBarProps {
  item: CaseItem;
  position: string;
  /** The marks of what is shown. */
  marks: CaseMarks;
  /** The violation that a mark is, in words. */
  violationOf: (mark: CaseMark) => string | undefined;
  menu: { isOpen: boolean; onOpenChange: (isOpen: boolean) => void };
  noteRef: RefObject<InputRef>;
  onMark: (code: ReturnCode) => void;
  onNote: (mark: CaseMark, note: string) => void;
  onViolation: () => void;
}

/** Below the picture: what it is and what was found on it, and the codes with their keys. */
export function MarkBar(props: MarkBarProps) {
  const { item, position, marks, menu, onMark } = props;
  const { picture } = item;
  const codes = new Set(marks.map(({ code }) => code));
  return (
    <section className={styles.bar} aria-label="标记">
      <div className={styles.what}>
        {marks.length > 0 ? (
          <Found {...props} />
        ) : (
          <>
            <h2>{item.title}</h2>
            <p>
              {picture && `${position}　${minuteOf(picture.image.capturedAt)} 拍摄`}
              {picture?.image.width && picture.image.height && `　${picture.image.width}×${picture.image.height}`}
            </p>
          </>
        )}
      </div>
      <div className={styles.codes} role="group" aria-label="退回代码">
        {keyedCodes.map((code, at) => (
          <CodeButton key={code} hotkey={`${at + 1}`} code={code} isOn={codes.has(code)} onClick={() => onMark(code)} />
        ))}
        <Popover open={menu.isOpen} onOpenChange={menu.onOpenChange} trigger="click" placement="topRight" content={<Menu codes={codes} onMark={onMark} />} destroyOnHidden>
          <button
            type="button"
            className={styles.code}
            aria-haspopup="menu"
            aria-expanded={menu.isOpen}
            data-on={menuCodes.some((code) => codes.has(code))}
            onMouseDown={(event) => event.preventDefault()}
          >
            <kbd>T</kbd>
            更多
          </button>
        </Popover>
      </div>
    </section>
  );
}

interface CodeButtonProps {
  hotkey: string;
  code: ReturnCode;
  isOn: boolean;
  onClick: () => void;
}

/** A code with its key; a click leaves the keyboard with the page. */
function CodeButton({ hotkey, code, isOn, onClick }: CodeButtonProps) {
  return (
    <button
      type="button"
      className={styles.code}
      title={codeTitle(code)}
      aria-label={codeTitle(code)}
      aria-pressed={isOn}
      data-on={isOn}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onClick}
    >
      <kbd>{hotkey}</kbd>
      {shortCodes[code]}
    </button>
  );
}

function Menu({ codes, onMark }: { codes: ReadonlySet<ReturnCode>; onMark: (code: ReturnCode) => void }) {
  return (
    <ul className={styles.menu} role="menu" aria-label="其他退回代码">
      {menuCodes.map((code) => (
        <li key={code} role="none">
          <button type="button" role="menuitemcheckbox" aria-checked={codes.has(code)} onMouseDown={(event) => event.preventDefault()} onClick={() => onMark(code)}>
            <kbd>{code.slice(-1)}</kbd>
            <span>{returnCodes[code]}</span>
            <small>{code}</small>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** What was marked, in words; the last mark can be given a note. */
function Found({ marks, violationOf, noteRef, onNote, onViolation }: MarkBarProps) {
  const last = marks.at(-1)!;
  const needsNote = last.code === 'R13';
  const violation = violationOf(last);
  const isCrowded = marks.length > 1;
  return (
    <div className={styles.found}>
      <p>
        {marks.map((mark) => (
          <b key={mark.code} title={codeTitle(mark.code)}>
            {isCrowded ? `${mark.code} ${shortCodes[mark.code]}` : codeTitle(mark.code)}
          </b>
        ))}
        <button type="button" className={styles.violation} title="换违规代码（V）" onMouseDown={(event) => event.preventDefault()} onClick={onViolation}>
          <kbd>V</kbd> {(isCrowded ? violation?.split(' ')[0] : violation) ?? '无违规代码'}
        </button>
      </p>
      <Input
        ref={noteRef}
        size="small"
        className={styles.note}
        aria-label={`${last.code} 的说明`}
        placeholder={needsNote ? '请写明原因，代理人会看到（必填）' : '补充说明（可不填，按 N），代理人会看到'}
        status={needsNote && last.note.trim() === '' ? 'error' : ''}
        maxLength={200}
        value={last.note}
        onChange={(event) => onNote(last, event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' || (event.key === 'Enter' && !event.nativeEvent.isComposing)) noteRef.current?.blur();
        }}
      />
    </div>
  );
}
