//! The two namespaces, their devices, and the queues between them.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::Arc;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use nix::sched::{CloneFlags, unshare};
use tun_rs::{DeviceBuilder, SyncDevice};

const NEAR: &str = "10.99.0.1";
const FAR: &str = "10.99.0.2";
/// The longest packet of the devices.
const MTU_BYTES: u16 = 1500;
/// The protocol number of UDP in an IPv4 header (RFC 791 §3.1), and where it is.
const UDP: u8 = 17;
const PROTOCOL_AT: usize = 9;

/// What the line does to a packet.
#[derive(Clone, Copy)]
struct Line {
    delay: Duration,
    loss: f64,
    seed: u64,
    is_udp_fast: bool,
}

/// Runs both commands.
pub(crate) fn run(arguments: &[String]) -> Result<ExitCode> {
    let mut parts = arguments.split(|argument| argument == "--");
    let (Some([rtt_ms, loss_percent, seed, fast_udp]), Some(far), Some(near)) =
        (parts.next(), parts.next(), parts.next())
    else {
        bail!("usage: link RTT_MS LOSS_PERCENT SEED FAST_UDP -- FAR… -- NEAR…");
    };
    let line = Line {
        delay: Duration::from_secs_f64(rtt_ms.parse::<f64>()? / 2_000.0),
        loss: loss_percent.parse::<f64>()? / 100.0,
        seed: seed.parse()?,
        is_udp_fast: fast_udp == "1",
    };
    let here = Arc::new(device(NEAR).context("the near device")?);
    let far = far.to_vec();
    // A namespace belongs to a thread, and so to the commands that it starts.
    let (there, mut far) = thread::spawn(move || -> Result<(SyncDevice, Child)> {
        unshare(CloneFlags::CLONE_NEWNET).context("a second namespace")?;
        let device = device(FAR).context("the far device")?;
        Ok((device, command(&far)?.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?))
    })
    .join()
    .map_err(|_panic| anyhow::anyhow!("the far thread panicked"))??;
    let there = Arc::new(there);
    carry(Arc::clone(&here), Arc::clone(&there), line);
    carry(there, here, Line { seed: line.seed.wrapping_add(1), ..line });

    let mut said = String::new();
    BufReader::new(far.stdout.take().context("no output")?).read_line(&mut said)?;
    let status = command(near)?.env("LINK_FAR", said.trim_end()).status();
    drop(far.stdin.take());
    far.wait()?;
    Ok(if status?.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn command(words: &[String]) -> Result<Command> {
    let (program, arguments) = words.split_first().context("no command")?;
    let mut command = Command::new(program);
    command.args(arguments);
    Ok(command)
}

/// A device in the namespace of this thread, with one end of the line.
fn device(address: &str) -> Result<SyncDevice> {
    Ok(DeviceBuilder::new().name("line0").ipv4(address, 30, None).mtu(MTU_BYTES).build_sync()?)
}

/// Carries packets in one direction until the program ends.
fn carry(from: Arc<SyncDevice>, to: Arc<SyncDevice>, line: Line) {
    let (slow_in, slow_out) = mpsc::channel::<(Instant, Vec<u8>)>();
    let fast = Arc::clone(&to);
    thread::spawn(move || {
        let mut chance = Chance(line.seed);
        let mut packet = [0; MTU_BYTES as usize];
        while let Ok(count) = from.recv(&mut packet) {
            let Some(bytes) = packet.get(..count) else { continue };
            if line.is_udp_fast && bytes.get(PROTOCOL_AT) == Some(&UDP) {
                // A device that refuses a packet has lost it.
                let _lost = fast.send(bytes);
            } else if chance.next() >= line.loss
                && slow_in.send((Instant::now() + line.delay, bytes.to_vec())).is_err()
            {
                break;
            }
        }
    });
    thread::spawn(move || {
        for (due, packet) in slow_out {
            thread::sleep(due.saturating_duration_since(Instant::now()));
            let _lost = to.send(&packet);
        }
    });
}

/// A sequence of numbers from 0 to 1 that looks like chance (SplitMix64).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        #[expect(clippy::cast_precision_loss, reason = "53 bits of chance fit in an f64")]
        let part = (mixed >> 11) as f64 / (1_u64 << 53) as f64;
        part
    }
}
