/** 设置: the unit, the person filling in, the year being worked on, and the size of text on this screen. */
import type { ReactElement } from 'react';
import { saveSettings } from '../../store/commands/saveSettings';
import { useSession } from '../../store/session';
import { trackSave } from '../../ui/leaving';
import { notify } from '../../ui/notify';
import { sayError } from '../../ui/sayError';
import { setTextSize, TEXT_SIZES, useTextSize, type TextSize } from '../../ui/scale';
import { desktop } from '../../bridge/desktop';
import { SettingInput } from './SettingInput';
import './settings.css';

const LEVELS = ['省(区、市)', '市(州)', '县(市、区)', '乡(镇)', '村(社区)'] as const;
const SIZES: Readonly<Record<TextSize, string>> = { normal: '标准', large: '大字(1.25 倍)', larger: '特大(1.5 倍)' };

export function SettingsPage(): ReactElement {
  const { archive, settings } = useSession();
  const size = useTextSize();

  const write = async (change: Parameters<typeof saveSettings>[1]): Promise<boolean> => {
    const done = await saveSettings(archive, change);
    if (!done.ok) notify({ kind: 'error', text: sayError(done.error) });
    else await desktop.setUnit(done.value.unit.join(' ').trim());
    return done.ok;
  };
  const save = (change: Parameters<typeof saveSettings>[1]): void => trackSave(write(change));
  const saveLevel = (level: number, text: string): void => {
    save(({ unit }) => {
      const [province = '', city = '', county = '', township = '', village = ''] = unit.with(level, text);
      return { unit: [province, city, county, township, village] };
    });
  };
  const saveYear = (text: string): boolean => {
    const year = Number(text);
    if (!Number.isInteger(year) || year < 2000 || year > 2100) return false;
    save({ year });
    return true;
  };

  return (
    <div className="page-scroll settings">
      <section>
        <h2>填报单位</h2>
        <p className="note">新建的住户自动带上；导出的表名用村名。</p>
        {LEVELS.map((label, level) => (
          <SettingInput
            key={label}
            label={label}
            text={settings.unit[level] ?? ''}
            onSave={(text) => {
              saveLevel(level, text);
              return true;
            }}
          />
        ))}
      </section>
      <section>
        <h2>填报人和年度</h2>
        <SettingInput
          label="填报人"
          text={settings.person}
          hint="记在每一次修改上"
          onSave={(person) => {
            save({ person });
            return true;
          }}
        />
        <SettingInput
          label="数据年度"
          text={String(settings.year)}
          hint="收入、住房等按年填写的内容默认填这一年"
          wrong="请填四位年份，如 2025"
          onSave={saveYear}
        />
      </section>
      <section>
        <h2>显示</h2>
        <fieldset className="setting sizes">
          <legend className="setting-label">字号</legend>
          <div className="setting-choices">
            {TEXT_SIZES.map((each) => (
              <label key={each}>
                <input
                  type="radio"
                  className="check"
                  name="size"
                  checked={each === size}
                  onChange={() => setTextSize(each)}
                />
                {SIZES[each]}
              </label>
            ))}
          </div>
        </fieldset>
      </section>
    </div>
  );
}
