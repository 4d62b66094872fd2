"""The command about mail: which addresses are those of the shop."""

import argparse

from csops.cli.call import Answer, Call, Command


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--add", action="append", metavar="ADDRESS", default=[], help="info@shop.example, @shop.example"
    )
    parser.add_argument("--remove", action="append", metavar="ADDRESS", default=[], help="no longer one of ours")


def mail(call: Call) -> Answer:
    """List the addresses of the shop, add some or take some away."""
    from csops.services import mail_addresses

    options = call.options
    with call.workspace() as workspace:
        kept = mail_addresses.own_addresses(workspace)
        if options.add or options.remove:
            gone = mail_addresses.checked_addresses(options.remove)
            left = [one for one in kept if one not in gone]
            kept = mail_addresses.keep_own_addresses(workspace, addresses=[*left, *options.add])
    lines = kept or ("None yet: every message is taken as one that came in",)
    return Answer(data={"own": list(kept)}, lines=lines)


COMMANDS = (
    Command(
        name="mail", does="Addresses of the shop: by these it is told which messages went out", run=mail,
        arguments=_arguments,
    ),
)  # fmt: skip
