import { Tabs } from '@mantine/core';
import { hashOf } from '../../app/routes.ts';
import { siteRulesText } from '../../text/siteRules.ts';

export type SettingsTab = keyof typeof siteRulesText.tabs;

/** The kinds of settings, each at an address of its own. */
export function SettingsTabs({ current }: { current: SettingsTab }) {
  return (
    <Tabs
      value={current}
      onChange={(value) => {
        window.location.hash = value === 'rules' ? hashOf('settings', 'rules') : hashOf('settings');
      }}
    >
      <Tabs.List aria-label={siteRulesText.tabsLabel}>
        {Object.entries(siteRulesText.tabs).map(([value, label]) => (
          <Tabs.Tab key={value} value={value}>
            {label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
    </Tabs>
  );
}
