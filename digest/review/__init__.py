"""What an editor decides about a debate, in a browser or in a terminal, written to the files beside it.

ledger     what is proposed and not decided; accept, reject, correct, undo
instead    an editor's word in the place of an earlier one
showing    proposals as differences, in words
splicing   edits of a file's text that leave all other characters alone
"""
