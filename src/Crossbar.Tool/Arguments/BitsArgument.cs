using System.CommandLine.Parsing;
using Crossbar.Compiler.Studies;
using Crossbar.Runtime;

namespace Crossbar.Tool.Arguments;

/// <summary>The resolutions of converters that a study goes through.</summary>
internal sealed class BitsArgument
{
    private readonly Option<string[]> _bits = new("--bits")
    {
        Description = "Resolutions of DACs and ADCs: 6 for both, or 4/8; 0 is an ideal converter.",
        HelpName = "D/A",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => ["0", "8", "6", "4"],
    };

    /// <summary>Adds the option to a command.</summary>
    public BitsArgument(Command command)
    {
        _bits.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
            {
                if (ConverterBits.Parse(token.Value) is null)
                    result.AddError($"--bits: '{token.Value}' is no resolution: bits from 0 to 16 are needed, such as 6, or 4/8 for DACs of 4 and ADCs of 8.");
            }
        });
        command.Options.Add(_bits);
    }

    /// <summary>Whether it was given, so that something else cannot ignore it in silence.</summary>
    public bool IsGiven(CommandResult result) => result.GetResult(_bits) is { Implicit: false };

    /// <summary>What was asked for; where nothing was, what the encoding has: digits and spikes need codes.</summary>
    public ConverterBits[] Of(ParseResult parsed, InputEncoding encoding)
    {
        var bits = parsed.GetValue(_bits)!.Select(text => ConverterBits.Parse(text)!.Value);
        var needsCodes = encoding is InputEncoding.BitSerial or InputEncoding.Spikes && !IsGiven(parsed.CommandResult);
        return [.. bits.Where(resolution => resolution.Dac > 0 || !needsCodes)];
    }
}
