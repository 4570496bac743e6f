import { Button, Popover, Select } from 'antd';
import { minuteOf } from '../../components/moments';
import styles from './capture-page.module.css';
import { waitingWord } from './deal-words';
import type { Camera } from './picture/use-camera';
import { SourceMenu } from './source-menu';
import type { useKeeping } from './store/station';
import type { IdReader } from './use-id-reader';
import type { useSources } from './use-sources';

interface StationBarProps {
  camera: Camera;
  reader: IdReader;
  sources: ReturnType<typeof useSources>;
  keeping: ReturnType<typeof useKeeping>;
  dealCount: number;
  attentionCount: number;
  /** Whether the menu of the sources is open: then the keys are its own. */
  isMenuOpen: boolean;
  onMenu: (isOpen: boolean) => void;
  onList: () => void;
}

const readerWords = { off: '未启用', searching: '正在寻找', ready: '已就绪', trouble: '有故障' } as const;

/** One line at the top: with what pictures and cards are read here, and whether everything has gone up. */
export function StationBar({ camera, reader, sources, keeping, dealCount, attentionCount, isMenuOpen, onMenu, onList }: StationBarProps) {
  const tone = !keeping.isOnline ? 'warn' : keeping.waitingDeals > 0 ? 'busy' : 'good';
  return (
    <header className={styles.bar}>
      <h1>采集台</h1>
      <CameraChoice camera={camera} />
      <span className={styles.quiet} data-tone={reader.state} title={reader.trouble ?? reader.model ?? ''}>
        读卡器{readerWords[reader.state]}
      </span>
      <Popover open={isMenuOpen} onOpenChange={onMenu} trigger="click" placement="bottomLeft" destroyOnHidden content={<SourceMenu reader={reader} sources={sources} onClose={() => onMenu(false)} />}>
        <Button size="small" aria-haspopup="dialog" aria-expanded={isMenuOpen}>
          来源{sources.folder.name && `：${sources.folder.name}`}
        </Button>
      </Popover>
      <span className={styles.net} data-tone={tone} role="status">
        <i aria-hidden="true" />
        {waitingWord(keeping, (moment) => minuteOf(moment).slice(11))}
      </span>
      <Button size="small" onClick={onList} className={styles.listButton!} danger={attentionCount > 0}>
        本机交易 {dealCount}
        {attentionCount > 0 && `，${attentionCount}笔需处理`}
        <kbd>F3</kbd>
      </Button>
    </header>
  );
}

/** Which camera it is, where there is one; what is wrong with it stands in its own place. */
function CameraChoice({ camera: { state, cameras, cameraId, size, choose } }: { camera: Camera }) {
  if (cameras.length === 0) return <span className={styles.quiet}>{state === 'opening' ? '正在打开摄像头…' : '没有摄像头'}</span>;
  return (
    <label className={styles.camera}>
      <span>摄像头</span>
      <Select
        size="small"
        className={styles.select!}
        aria-label="摄像头"
        popupMatchSelectWidth={false}
        value={cameraId}
        options={cameras.map(({ id, label }) => ({ value: id, label }))}
        onChange={(id) => {
          choose(id);
          // The keys go back to the page.
          if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
        }}
      />
      {size && (
        <span className={styles.quiet}>
          {size.width}×{size.height}
        </span>
      )}
    </label>
  );
}
