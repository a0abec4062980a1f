// The styles of everything that comes after the first screen.
import '@mantine/core/styles.layer.css'
import '@mantine/spotlight/styles.layer.css'
