import {
  ActionIcon,
  Alert,
  Button,
  Drawer,
  Modal,
  NumberInput,
  PasswordInput,
  Switch,
  TextInput,
  Tooltip,
  createTheme,
} from '@mantine/core';

/**
 * Sizes and habits of the kit. The colours are plain CSS in theme.css: nothing is written into the page at run time,
 * so that a strict content security policy holds.
 */
export const theme = createTheme({
  fontFamily: 'Inter, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif',
  focusRing: 'auto',
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', color: 'gray' } }),
    Alert: Alert.extend({ defaultProps: { variant: 'outline', p: 'xs' } }),
    Button: Button.extend({ defaultProps: { size: 'xs', variant: 'default' } }),
    TextInput: TextInput.extend({ defaultProps: { size: 'xs' } }),
    PasswordInput: PasswordInput.extend({ defaultProps: { size: 'xs' } }),
    NumberInput: NumberInput.extend({ defaultProps: { size: 'xs' } }),
    Switch: Switch.extend({ defaultProps: { size: 'sm' } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 400, withArrow: true } }),
    // The kit's scroll lock writes a style element; the page behind never scrolls, so it needs none.
    Drawer: Drawer.extend({
      // The list behind goes on living; it must stay readable beside the drawer.
      defaultProps: { lockScroll: false, transitionProps: { duration: 0 }, overlayProps: { backgroundOpacity: 0.25 } },
    }),
    Modal: Modal.extend({ defaultProps: { lockScroll: false, centered: true, transitionProps: { duration: 0 } } }),
  },
});
