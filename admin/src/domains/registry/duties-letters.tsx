import FilePdfOutlined from '@ant-design/icons/FilePdfOutlined';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { download, sentenceOf } from '../../api';
import { dayOf } from '../../components/moments';
import { saveFile } from '../../components/save-file';
import type { Duty } from './duties-wording';
import { registerKey } from './register';

/** The server takes no more in one file. */
const maxLetters = 200;

interface LettersButtonProps {
  /** What the letters are about: one page for each company. */
  duties: Duty[];
  disabledBecause: string | undefined;
}

/** 生成告知函: one PDF to print, seal and send; the day is taken down with each duty. */
export function LettersButton({ duties, disabledBecause }: LettersButtonProps) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const letters = useMutation({
    mutationFn: () => download('POST /duty-letters', { body: { dutyIds: duties.map(({ id }) => id) } }),
    onSuccess: (file) => {
      saveFile(file, `告知函-${dayOf(new Date())}.pdf`);
      void client.invalidateQueries({ queryKey: [registerKey] });
    },
    onError: (error) => message.error(`没有生成：${sentenceOf(error)}`),
  });
  const obstacle = disabledBecause ?? (duties.length > maxLetters ? `一次最多 ${maxLetters} 份，请减少选择` : undefined);
  return (
    <Button icon={<FilePdfOutlined />} title={obstacle} disabled={obstacle !== undefined} loading={letters.isPending} onClick={() => letters.mutate()}>
      生成告知函{duties.length > 0 && `（${duties.length} 份）`}
    </Button>
  );
}
